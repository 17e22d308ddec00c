import { describe, expect, it } from 'vitest';
import { measureLoudness } from '@/lib/audio/loudness';
import type { Pcm } from '@/lib/audio/pcm';
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { SegueError } from '@/lib/base/errors';
import { STEM_NAMES } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { assembleBuses } from './assemble-buses';
import type { RenderSong } from './check-material';
import { renderRemix } from './render-remix';
import { StretchCache } from './stretch-cache';
import {
  analysisOf,
  beatsAt,
  clicks,
  drifting,
  planOf,
  type SectionDraft,
  sine,
  stemsOf,
} from './testing/synthetic';

/** Clicks on every beat: those of the voice at 2 kHz. */
function clickSong(beats: number[], isConstant = false): RenderSong {
  const seconds = beats[beats.length - 1] + 1;
  return {
    analysis: analysisOf(beats, isConstant),
    stems: stemsOf(seconds, {
      vocals: clicks(beats, seconds),
      drums: clicks(beats, seconds, 500),
      bass: sine(60, seconds, 0.1),
    }),
  };
}

/** Moment at which half of the energy near a moment has passed. */
function middle(pcm: Pcm, near: number): number {
  const [samples] = pcm.channels;
  const from = Math.max(0, Math.round((near - 0.06) * SAMPLE_RATE_HZ));
  const to = Math.min(samples.length, Math.round((near + 0.06) * SAMPLE_RATE_HZ));
  let total = 0;
  for (let i = from; i < to; i++) total += samples[i] ** 2;
  let passed = 0;
  for (let i = from; i < to; i++) {
    passed += samples[i] ** 2;
    if (passed >= total / 2) return i / SAMPLE_RATE_HZ;
  }
  return Number.NaN;
}

/** Offsets of the voice's clicks to the drums' on every beat but the outermost, ms. */
function voiceOffsetsMs(vocals: Pcm, drums: Pcm, beats: readonly number[]): number[] {
  return beats.slice(1, -3).map((beat) => 1000 * (middle(vocals, beat) - middle(drums, beat)));
}

const percentile95 = (values: readonly number[]) =>
  values.map(Math.abs).sort((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1];

const sung = (lengthBeats: number, sourceBeat: number, anchorBeat: number): SectionDraft => ({
  lengthBeats,
  anchorBeat,
  stems: { vocals: { sourceBeat }, drums: {}, bass: {} },
});

describe('alignment of the voice with the instruments', () => {
  const steady = (bpm: number) => () => bpm;
  it.each([
    ['124 → 140', steady(124), steady(140), 1],
    ['70 → 140, half-time', steady(70), steady(140), 0.5],
    ['100 → 95', steady(100), steady(95), 1],
    ['124 ± 2 % → 140', drifting(124), steady(140), 1],
    ['70 ± 2 % → 140, half-time', drifting(70), steady(140), 0.5],
    ['100 ± 2 % → 95 ± 2 %', drifting(100), (beat: number) => drifting(95)(beat + 9), 1],
    ['170 → 88, double-time', steady(170), steady(88), 2],
  ])('%s', async (_, vocalBpm, instrumentalBpm, vocalBeatsPerBeat) => {
    const songs = {
      a: clickSong(beatsAt(vocalBeatsPerBeat === 2 ? 46 : 34, 0.73, vocalBpm)),
      b: clickSong(beatsAt(32, 0.31, instrumentalBpm)),
    };
    const plan = planOf([sung(12, 4, 4), sung(12, 20, 18)], { tempo: { vocalBeatsPerBeat } });
    const { buses, grid } = await assembleBuses({ plan, songs });
    const beatsSeconds = grid.seconds;
    const onBeat =
      vocalBeatsPerBeat === 0.5 ? beatsSeconds.filter((_, beat) => beat % 2 === 0) : beatsSeconds;
    const offsets = voiceOffsetsMs(buses.vocals, buses.drums, onBeat);
    expect(offsets.length).toBeGreaterThanOrEqual(9);
    expect(percentile95(offsets)).toBeLessThan(5);
  });
});

describe('a swung voice over a straight beat', () => {
  it('has its beats where they belong and its off-beats where the plan puts them', async () => {
    const swungBeats = beatsAt(34, 0.5, () => 110);
    const beatSeconds = 60 / 110;
    const offBeats = swungBeats.map((seconds) => seconds + 0.62 * beatSeconds);
    const voice = clickSong(swungBeats);
    const seconds = swungBeats[33] + 1;
    voice.stems = { ...voice.stems, vocals: clicks([...swungBeats, ...offBeats], seconds) };
    const songs = {
      a: voice,
      b: clickSong(
        beatsAt(34, 0.5, () => 120),
        true,
      ),
    };
    const vocalSwing = { from: 0.62, to: 0.54 };
    const plan = planOf([sung(16, 4, 4)], { tempo: { vocalSwing } });
    const { buses, grid } = await assembleBuses({ plan, songs });
    const beats = grid.seconds;
    expect(percentile95(voiceOffsetsMs(buses.vocals, buses.drums, beats))).toBeLessThan(5);
    const offsets = beats.slice(1, -3).map((beat, index) => {
      const wanted = beat + 0.54 * (beats[index + 2] - beat);
      return 1000 * (middle(buses.vocals, wanted) - wanted);
    });
    expect(percentile95(offsets)).toBeLessThan(5);
  });
});

describe('a rendered remix', () => {
  const songs = {
    a: clickSong(beatsAt(34, 0.5, () => 110)),
    b: clickSong(
      beatsAt(34, 0.5, () => 120),
      true,
    ),
  };
  const plan: RemixPlan = planOf([
    { ...sung(8, 4, 4), energyStart: 0.3, energyEnd: 0.6, label: 'verse' },
    { ...sung(8, 20, 20), transitionIn: { type: 'crossfade', lengthBeats: 4 } },
    {
      lengthBeats: 8,
      anchorBeat: 8,
      stems: { drums: {} },
      transitionIn: { type: 'filter-sweep', lengthBeats: 4 },
    },
    { ...sung(8, 8, 12), transitionIn: { type: 'silence-gap', lengthBeats: 2 }, label: 'outro' },
  ]);

  const rendered = renderRemix({ plan, songs });

  it('has the loudness asked for and stays under the ceiling, by an independent measure of its samples', async () => {
    const { pcm, loudness, loudnessMissedBecause } = await rendered;
    const measured = measureLoudness(pcm);
    expect(measured).toEqual(loudness);
    expect(Math.abs(measured.integratedLufs - plan.targetLufs)).toBeLessThanOrEqual(0.1);
    expect(measured.maxTruePeakDbtp).toBeLessThanOrEqual(-1);
    expect(loudnessMissedBecause).toBeNull();
  });

  it('is as long as its beats, and says where its sections lie', async () => {
    const { pcm, beatsSeconds, sections } = await rendered;
    expect(pcm.channels[0].length).toBe(Math.round(32 * 0.5 * SAMPLE_RATE_HZ));
    expect(beatsSeconds).toHaveLength(33);
    expect(sections.map(({ startSeconds }) => Math.round(startSeconds * 1000))).toEqual([
      0, 4000, 8000, 12000,
    ]);
    expect(sections.at(-1)?.endSeconds).toBeCloseTo(16, 3);
  });

  it('gives the same bytes twice, with a cache as without', async () => {
    const cache = new StretchCache();
    const [one, two, three] = [
      await rendered,
      await renderRemix({ plan, songs, cache }),
      await renderRemix({ plan, songs, cache }),
    ].map(({ pcm }) => pcm.channels.map((channel) => Buffer.from(channel.buffer)));
    expect(one.every((channel, index) => channel.equals(two[index]))).toBe(true);
    expect(two.every((channel, index) => channel.equals(three[index]))).toBe(true);
    expect(cache.sizeBytes).toBeGreaterThan(0);
  });

  it('is the sum of its buses wherever the limiter did nothing', async () => {
    const quiet = { ...plan, targetLufs: -30 };
    const { pcm, buses } = await renderRemix({ plan: quiet, songs });
    let largest = 0;
    for (let i = 0; i < pcm.channels[0].length; i++) {
      const sum = STEM_NAMES.reduce((total, stem) => total + buses[stem].channels[0][i], 0);
      largest = Math.max(largest, Math.abs(sum - pcm.channels[0][i]));
    }
    expect(largest).toBeLessThan(1e-5);
  });

  it('is cancelled by its signal', async () => {
    const signal = AbortSignal.abort();
    await expect(renderRemix({ plan, songs, signal })).rejects.toThrow(SegueError);
  });
});

describe('what cannot be rendered', () => {
  const songs = {
    a: clickSong(beatsAt(40, 0.5, () => 110)),
    b: clickSong(beatsAt(40, 0.5, () => 120)),
  };
  const codeOf = async (plan: RemixPlan, those = songs) => {
    try {
      await assembleBuses({ plan, songs: those });
      return null;
    } catch (error) {
      return error instanceof SegueError ? error.code : error;
    }
  };

  it('names material outside its source', async () => {
    expect(await codeOf(planOf([sung(16, 32, 4)]))).toBe('material-too-short');
  });

  it('names a missing stem', async () => {
    const { drums, ...rest } = songs.b.stems;
    expect(drums).toBeDefined();
    const b = { ...songs.b, stems: rest as typeof songs.b.stems };
    expect(await codeOf(planOf([sung(8, 4, 4)]), { ...songs, b })).toBe('stems-incomplete');
  });

  it('names a stretch over the limit', async () => {
    const fast = clickSong(beatsAt(40, 0.5, () => 190));
    expect(await codeOf(planOf([sung(8, 4, 4)]), { ...songs, a: fast })).toBe('tempo-out-of-reach');
    const tempo = { instrumentalRatio: 1.18 };
    expect(await codeOf(planOf([sung(8, 4, 4)], { tempo }))).toBe('tempo-out-of-reach');
  });
});
