import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { chunkFade, EDGE_SAMPLES, planChunks, readChunk } from './chunk-plan';

const SEGMENT = 20000;

describe('planChunks', () => {
  it('covers a song with one chunk where it fits, and else steps on by three quarters', () => {
    expect(planChunks(SEGMENT - 2 * EDGE_SAMPLES, SEGMENT).starts).toEqual([-EDGE_SAMPLES]);
    expect(planChunks(SEGMENT, SEGMENT).starts).toEqual([-EDGE_SAMPLES, 15000 - EDGE_SAMPLES]);
    // 10 minutes through HTDemucs: 26 460 000 samples at 257 985 a step.
    expect(planChunks(26_460_000, 343_980).starts).toHaveLength(103);
  });

  it('fades the chunks so that they sum to 1 at every sample, also with shifts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70_000 }),
        fc.integer({ min: 0, max: 2 }),
        (songSamples, shifts) => {
          const plan = planChunks(songSamples, SEGMENT, { shifts, random: createRandom(7) });
          const total = new Float64Array(songSamples);
          plan.starts.forEach((start, chunk) => {
            chunkFade(plan, chunk).forEach((gain, i) => {
              if (gain !== 0) total[start + i] += gain;
            });
          });
          return total.every((sum) => Math.abs(sum - 1) < 1e-5);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('rises and falls in straight lines where two chunks meet, and leaves the edges out', () => {
    const plan = planChunks(60_000, SEGMENT);
    const fade = chunkFade(plan, 1);
    expect(fade.slice(0, EDGE_SAMPLES).every((gain) => gain === 0)).toBe(true);
    expect(fade.slice(-EDGE_SAMPLES).every((gain) => gain === 0)).toBe(true);
    expect(fade[SEGMENT / 2]).toBe(1);
    const rising = fade.slice(EDGE_SAMPLES, SEGMENT * 0.25 - EDGE_SAMPLES);
    for (let i = 1; i < rising.length; i++) expect(rising[i]).toBeGreaterThan(rising[i - 1]);
  });

  it('puts the chunks of a shift elsewhere, the same for the same seed', () => {
    const starts = (seed: number) =>
      planChunks(60_000, SEGMENT, { shifts: 1, random: createRandom(seed) }).starts;
    expect(starts(1)).toEqual(starts(1));
    expect(starts(1)).not.toEqual(starts(2));
    expect(starts(1).length).toBeGreaterThan(planChunks(60_000, SEGMENT).starts.length);
  });
});

describe('readChunk', () => {
  it('mirrors the song at its ends and is silent beyond', () => {
    const song = Float32Array.from({ length: 5000 }, (_, i) => i + 1);
    const chunk = new Float32Array(10_000).fill(-1);
    readChunk(song, -2000, chunk, 0, 10_000);
    const at = (sample: number) => chunk[sample + 2000];
    expect([at(0), at(4999)]).toEqual([1, 5000]);
    expect([at(-1), at(-EDGE_SAMPLES), at(-EDGE_SAMPLES - 1)]).toEqual([2, 1 + EDGE_SAMPLES, 0]);
    expect([at(5000), at(4999 + EDGE_SAMPLES)]).toEqual([4999, 5000 - EDGE_SAMPLES]);
    expect(at(5000 + EDGE_SAMPLES)).toBe(0);
  });

  it('takes a song that is shorter than the mirrored part', () => {
    const chunk = new Float32Array(4000);
    readChunk(Float32Array.of(1, 2, 3), -2000, chunk, 0, 4000);
    expect(Array.from(chunk.slice(1997, 2006))).toEqual([0, 3, 2, 1, 2, 3, 2, 1, 0]);
  });
});
