import { describe, expect, it } from 'vitest';
import { integratedLufs, loudnessSteps, measureLoudness } from '@/lib/audio/loudness';
import { createSilence, lengthSamples, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { Stems } from '@/lib/stems/stems';
import type { RenderSong } from './check-material';
import { beatRange, calibrate, makeAudible, renderExcerpt, renderRange } from './render-range';
import { renderRemix } from './render-remix';
import { StretchCache } from './stretch-cache';
import { localStretcher, type Stretcher } from './stretch-jobs';
import {
  analysisOf,
  beatsAt,
  clicks,
  isSameSound,
  noise,
  planOf,
  sine,
  stemsOf,
} from './testing/synthetic';

function song(bpm: number, voiceSeed: number) {
  const beats = beatsAt(50, 0.5, () => bpm);
  const seconds = beats[49] + 1;
  return {
    analysis: analysisOf(beats, true),
    stems: stemsOf(seconds, {
      vocals: noise(seconds, 0.05, voiceSeed),
      drums: clicks(beats, seconds, 500),
      bass: sine(60, seconds, 0.1),
      other: noise(seconds, 0.03, voiceSeed + 1),
    }),
  };
}

/** The same song, of which nothing has been read yet. */
function unread({ analysis, stems }: RenderSong): RenderSong {
  const nothing = (pcm: Pcm) => createSilence(lengthSamples(pcm));
  const read: Stems = {
    vocals: nothing(stems.vocals),
    drums: nothing(stems.drums),
    bass: nothing(stems.bass),
    other: nothing(stems.other),
  };
  return {
    analysis,
    stems: read,
    async readStem(stem, fromSeconds, toSeconds) {
      const from = Math.max(0, Math.floor(fromSeconds * SAMPLE_RATE_HZ));
      const to = Math.max(0, Math.ceil(toSeconds * SAMPLE_RATE_HZ));
      for (const [index, channel] of read[stem].channels.entries()) {
        channel.set(stems[stem].channels[index].subarray(from, to), from);
      }
    },
  };
}

const songs = { a: song(110, 1), b: song(120, 3) };
const band = { drums: {}, bass: {}, other: {} };
const plan = planOf([
  { lengthBeats: 8, anchorBeat: 0, stems: band, energyStart: 0.3, energyEnd: 0.4, label: 'intro' },
  { lengthBeats: 16, anchorBeat: 8, stems: { vocals: { sourceBeat: 8 }, ...band }, energyEnd: 0.9 },
  {
    lengthBeats: 8,
    anchorBeat: 24,
    stems: { vocals: { sourceBeat: 24 }, drums: {} },
    transitionIn: { type: 'filter-sweep', lengthBeats: 4 },
  },
]);
const cache = new StretchCache();

describe('parts of a remix', () => {
  it('join without a seam: laid end to end they are the whole', async () => {
    const audible = makeAudible(plan, songs);
    const { arrangement } = audible;
    const whole = await renderRange(audible, beatRange(arrangement, 0, 32), { cache });
    const joined = new Float32Array(arrangement.lengthSamples);
    for (let beat = 0; beat < 32; beat += 8) {
      const range = beatRange(arrangement, beat, beat + 8);
      const part = await renderRange(audible, range, { cache });
      joined.set(part.channels[0], range.fromSample);
    }
    let difference = 0;
    let power = 0;
    joined.forEach((sample, i) => {
      difference += (sample - whole.channels[0][i]) ** 2;
      power += sample ** 2;
    });
    expect(10 * Math.log10(difference / power)).toBeLessThan(-35);
  });

  it('sound the same where no more of the songs has been read than was asked for', async () => {
    const read = { a: unread(songs.a), b: unread(songs.b) };
    for (const isForOnce of [false, true]) {
      const range = beatRange(makeAudible(plan, songs).arrangement, 12, 16);
      const heard = await renderRange(makeAudible(plan, songs), range, { isForOnce });
      const inParts = await renderRange(makeAudible(plan, read), range, { isForOnce });
      expect(isSameSound(inParts.channels, heard.channels)).toBe(true);
    }
    const isUnread = (stem: Pcm) =>
      stem.channels[0].subarray(-SAMPLE_RATE_HZ).every((s) => s === 0);
    expect(Object.values(read[plan.vocalSong].stems).every(isUnread)).toBe(true);
  });

  it('are as loud to one ear where they are stretched for once, which is less work', async () => {
    const range = beatRange(makeAudible(plan, songs).arrangement, 12, 16);
    const heard = async (isForOnce: boolean) => {
      let samples = 0;
      const stretcher: Stretcher = {
        stretch: (job) => {
          samples += job.excerpt.channels.length * job.excerpt.channels[0].length;
          return localStretcher.stretch(job);
        },
      };
      const part = await renderRange(makeAudible(plan, songs), range, { stretcher, isForOnce });
      const [left, right] = part.channels;
      const power = left.reduce((sum, value, i) => sum + ((value + right[i]) / 2) ** 2, 0);
      return { levelDb: 10 * Math.log10(power / left.length), samples };
    };
    const [usual, once] = [await heard(false), await heard(true)];
    expect(once.samples).toBeLessThan(usual.samples / 2);
    expect(Math.abs(once.levelDb - usual.levelDb)).toBeLessThan(0.5);
  });

  it('have the level of the finished remix, before anything else of it is made', async () => {
    const correctionDb = await calibrate(makeAudible(plan, songs), { cache });
    const audible = makeAudible(plan, songs, correctionDb);
    const range = beatRange(audible.arrangement, 8, 24);
    const part = await renderRange(audible, range, { cache });
    const { pcm } = await renderRemix({ plan, songs, cache });
    const inWhole = pcm.channels.map((channel) =>
      channel.subarray(range.fromSample, range.toSample),
    );
    const finished = integratedLufs(loudnessSteps({ ...pcm, channels: inWhole }));
    expect(Math.abs(integratedLufs(loudnessSteps(part)) - finished)).toBeLessThan(1.5);
  });
});

describe('an excerpt', () => {
  it('has the loudness asked for and says where its beats lie', async () => {
    const excerpt = await renderExcerpt({
      plan,
      songs,
      startBeat: 8,
      lengthBeats: 12,
      targetLufs: -16,
      cache,
    });
    const measured = measureLoudness(excerpt.pcm);
    expect(measured).toEqual(excerpt.loudness);
    expect(Math.abs(measured.integratedLufs + 16)).toBeLessThanOrEqual(0.1);
    expect(excerpt.startSeconds).toBeCloseTo(4, 3);
    expect(excerpt.beatsSeconds).toHaveLength(13);
    expect(excerpt.pcm.channels[0]).toHaveLength(6 * SAMPLE_RATE_HZ);
  });

  it('ends with the remix', async () => {
    const request = { plan, songs, startBeat: 28, lengthBeats: 12, cache };
    const { pcm } = await renderExcerpt(request);
    expect(pcm.channels[0]).toHaveLength(2 * SAMPLE_RATE_HZ);
  });
});
