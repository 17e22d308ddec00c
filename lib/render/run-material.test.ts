import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { assembleBus } from './assemble-bus';
import { BeatTimes } from './beat-times';
import { contentHash } from './content-hash';
import { stemJoins } from './joins';
import { remixGrid } from './remix-grid';
import { runMap } from './run-knots';
import { makeMaterial, type RunMaterial } from './run-material';
import { findSoundingSpans } from './sounding-spans';
import { type StemRun, stemRuns } from './stem-runs';
import { StretchCache } from './stretch-cache';
import { localStretcher } from './stretch-jobs';
import { targetLine } from './target-line';
import {
  analysisOf,
  beatsAt,
  drifting,
  isSameSound,
  noise,
  planOf,
  type SectionDraft,
  silence,
} from './testing/synthetic';

const beats = beatsAt(60, 0.4, drifting(120));
const source = new BeatTimes(beats);
const analysis = analysisOf(beats);
const drums = noise(beats[59] + 1, 0.1, 1);
const SETTINGS = { semitones: 0, blockSeconds: 0.05 };

async function drumBus(sections: SectionDraft[], cache = new StretchCache(), semitones = 0) {
  const plan = planOf(sections);
  const grid = remixGrid(plan, source);
  const runs = stemRuns(plan, 'drums');
  const joins = stemJoins(plan, runs, grid, []);
  const materials = new Map<StemRun, RunMaterial>();
  for (const run of runs) {
    materials.set(
      run,
      await makeMaterial(drums, runMap(run, joins, grid, source), {
        settings: { ...SETTINGS, semitones },
        line: targetLine(plan, run, analysis, source),
        beats: source,
        read: async () => undefined,
        stretch: (job) => cache.getOrMake(job.key, () => localStretcher.stretch(job)),
        fromSeconds: 0,
        toSeconds: grid.at(grid.lastBeat),
        isForOnce: false,
      }),
    );
  }
  const lengthSamples = Math.round(grid.at(grid.lastBeat) * SAMPLE_RATE_HZ);
  const bus = assembleBus({
    joins,
    materials,
    lengthSamples,
    sampleRateHz: SAMPLE_RATE_HZ,
    placeAt: () => ({ sweep: 'up', beatSeconds: 0.5 }),
  });
  return { bus, grid, joins };
}

describe('drums of the instrumental song', () => {
  it('are copied sample by sample under a live tempo, through a border that they play over', async () => {
    const { bus } = await drumBus([
      { lengthBeats: 16, anchorBeat: 8, stems: { drums: {} } },
      {
        lengthBeats: 16,
        anchorBeat: 24,
        stems: { drums: {} },
        transitionIn: { type: 'crossfade', lengthBeats: 4 },
      },
    ]);
    const offset = Math.round(beats[8] * SAMPLE_RATE_HZ);
    const fadeStart = Math.round((source.at(39) - source.at(8)) * SAMPLE_RATE_HZ);
    const [channel] = bus.channels;
    const differs = channel
      .subarray(441, fadeStart - 1)
      .some((sample, i) => sample !== drums.channels[0][offset + 441 + i]);
    expect(differs).toBe(false);
  });

  it('stay copies right up to a crossfade whose other side has beats of another length', async () => {
    const { bus, joins, grid } = await drumBus([
      { lengthBeats: 16, anchorBeat: 0, stems: { drums: {} } },
      {
        lengthBeats: 16,
        anchorBeat: 36,
        stems: { drums: {} },
        transitionIn: { type: 'crossfade', lengthBeats: 4 },
      },
    ]);
    const [channel] = bus.channels;
    const offset = Math.round(beats[0] * SAMPLE_RATE_HZ);
    const from = Math.round(grid.at(1) * SAMPLE_RATE_HZ);
    const to = Math.floor(joins[1].startSeconds * SAMPLE_RATE_HZ) - 1;
    const original = drums.channels[0];
    expect(
      isSameSound([channel.subarray(from, to)], [original.subarray(offset + from, offset + to)]),
    ).toBe(true);
    const afterFade = Math.ceil(joins[1].endSeconds * SAMPLE_RATE_HZ) + 1;
    const later = Math.round(beats[36] * SAMPLE_RATE_HZ) - Math.round(grid.at(16) * SAMPLE_RATE_HZ);
    const end = afterFade + 9000;
    expect(
      isSameSound(
        [channel.subarray(afterFade, end)],
        [original.subarray(later + afterFade, later + end)],
      ),
    ).toBe(true);
  });
});

describe('stretched material', () => {
  it('is made once, however many plans ask for it', async () => {
    const cache = new StretchCache();
    const section: SectionDraft = {
      lengthBeats: 8,
      anchorBeat: 4,
      stems: { drums: { sourceBeat: 20 } },
    };
    await drumBus([section], cache);
    const once = cache.sizeBytes;
    await drumBus(
      [section, { ...section, stems: { drums: { sourceBeat: 20, gainDb: -6 } } }],
      cache,
    );
    expect(once).toBeGreaterThan(0);
    expect(cache.sizeBytes).toBeLessThan(3 * once);
  });

  it('is left out where the source is silent', () => {
    const pcm = silence(10);
    pcm.channels[0].fill(0.1, 2 * SAMPLE_RATE_HZ, 3 * SAMPLE_RATE_HZ);
    pcm.channels[1].fill(0.1, 6 * SAMPLE_RATE_HZ, 7 * SAMPLE_RATE_HZ);
    const spans = findSoundingSpans(pcm, 0, 10);
    expect(spans).toHaveLength(2);
    expect(spans[0].startSeconds).toBeCloseTo(1.8, 1);
    expect(spans[0].endSeconds).toBeCloseTo(3.2, 1);
    expect(findSoundingSpans(pcm, 2.5, 2.6)).toHaveLength(1);
  });
});

describe('StretchCache', () => {
  it('forgets what was used longest ago', () => {
    const second = silence(1);
    const bytes = 2 * 4 * SAMPLE_RATE_HZ;
    const cache = new StretchCache(2 * bytes);
    cache.set('one', second);
    cache.set('two', second);
    expect(cache.get('one')).toBe(second);
    cache.set('three', second);
    expect(cache.get('two')).toBeUndefined();
    expect(cache.get('one')).toBe(second);
    expect(cache.sizeBytes).toBe(2 * bytes);
    cache.set('large', silence(3));
    expect(cache.get('large')).toBeUndefined();
  });
});

describe('contentHash', () => {
  it('changes with every sample, channel, range and number', () => {
    const pcm = noise(1, 0.1, 3);
    const keys = [
      contentHash(pcm, 0, 4000, [1]),
      contentHash(pcm, 0, 4000, [2]),
      contentHash(pcm, 0, 4001, [1]),
    ];
    const changed = { ...pcm, channels: pcm.channels.map((channel) => channel.slice()) };
    changed.channels[1][3999] += 1e-6;
    keys.push(contentHash(changed, 0, 4000, [1]));
    keys.push(contentHash({ ...pcm, channels: pcm.channels.toReversed() }, 0, 4000, [1]));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
