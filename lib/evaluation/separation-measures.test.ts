import { describe, expect, it } from 'vitest';
import { evaluateSeparation, evaluateSeparationFramewise } from './separation-measures';

/** Numerical Recipes' generator, so that the same noise can be made elsewhere. */
function noise(seed: number, count: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  });
}

const SAMPLES = 4000;
const [a, white, c, d] = [1, 2, 3, 4].map((seed) => noise(seed, SAMPLES));
const b = white.map((value, i) => value + (i > 0 ? 0.7 * white[i - 1] : 0));
const mix = (...parts: [number, Float64Array][]) =>
  a.map((_, i) => parts.reduce((sum, [gain, part]) => sum + gain * part[i], 0));
const delayed = a.map((_, i) => (i > 0 ? a[i - 1] : 0));

// The first source's channels depend on each other, so that its correlation matrix is singular.
const REFERENCES = [
  [a, mix([0.5, a])],
  [b, d],
];
const ESTIMATES = [
  [mix([1, a], [0.3, b], [0.1, c]), mix([0.5, delayed], [0.1, d])],
  [mix([1, b], [0.2, a]), mix([1, d], [0.05, c])],
];

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    if (Number.isNaN(value)) expect(found[i]).toBeNaN();
    else expect(found[i]).toBeCloseTo(value, 4);
  });
}

describe('separation, figures of mir_eval 0.8.2', () => {
  it('stereo images in their order', async () => {
    const scores = await evaluateSeparation(REFERENCES, ESTIMATES, { criterion: 'images' });
    expectClose(scores.sdrDb, [2.83554, 17.743262]);
    expectClose(scores.isrDb, [3.842847, 24.076974]);
    expectClose(scores.sirDb, [9.978206, 19.134032]);
    expectClose(scores.sarDb, [23.589816, 32.24581]);
    expect(scores.permutation).toEqual([0, 1]);
  });

  it('images in the wrong order are put right by their interference', async () => {
    const scores = await evaluateSeparation(REFERENCES, [...ESTIMATES].reverse(), {
      criterion: 'images',
      permute: true,
    });
    expect(scores.permutation).toEqual([1, 0]);
    expectClose(scores.sdrDb, [2.83554, 17.743262]);
  });

  it('mono sources: what is a mixture of the true ones has no artefacts', async () => {
    const mono = (sources: Float64Array[][]) => sources.map(([left]) => [left]);
    const scores = await evaluateSeparation(mono(REFERENCES), mono(ESTIMATES), {
      criterion: 'sources',
    });
    expectClose(scores.sdrDb, [9.11427, 16.379042]);
    expectClose(scores.sirDb, [9.372244, 16.379042]);
    expect(scores.sarDb[0]).toBeCloseTo(21.979592, 4);
    expect(scores.sarDb[1]).toBeGreaterThan(150);
  });

  it('a frame in which a source is silent has no figures', async () => {
    const pause = b.map((value, i) => (i >= 2000 && i < 3000 ? 0 : value));
    const scores = await evaluateSeparationFramewise(
      [[a], [pause]],
      ESTIMATES.map(([left]) => [left]),
      { windowSamples: 1000, hopSamples: 1000 },
      { criterion: 'sources' },
    );
    expectClose(scores.sdrDb[0], [10.811698, 10.608915, Number.NaN, 10.867817]);
    expectClose(scores.sirDb[1], [17.936059, 17.673506, Number.NaN, 17.817237]);
    expectClose(scores.sarDb[0], [26.312974, 25.81396, Number.NaN, 26.379246]);
    expect(scores.permutation[1]).toEqual([1, 1, Number.NaN, 1]);
  });
});

describe('separations that cannot be judged', () => {
  const options = { criterion: 'images' } as const;

  it('silent sources, other shapes and broken samples are turned down', async () => {
    const silence = new Float64Array(SAMPLES);
    await expect(evaluateSeparation([[a], [silence]], [[a], [b]], options)).rejects.toThrow(
      /true source 2 is silent/,
    );
    await expect(evaluateSeparation([[a]], [[a.subarray(1)]], options)).rejects.toThrow(
      /same channels and lengths/,
    );
    const broken = a.slice();
    broken[7] = Number.NaN;
    await expect(evaluateSeparation([[a]], [[broken]], options)).rejects.toThrow(/not numbers/);
  });

  it('stops when cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(evaluateSeparation(REFERENCES, ESTIMATES, { ...options, signal })).rejects.toThrow(
      /Cancelled/,
    );
  });
});
