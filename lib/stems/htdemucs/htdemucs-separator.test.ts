import { describe, expect, it } from 'vitest';
import { createSilence, type Pcm } from '@/lib/audio/pcm';
import { createRandom } from '@/lib/base/random';
import { STEM_NAMES } from '@/lib/music/stem-names';
import type { OnnxModel, TensorDescription } from '@/lib/onnx/model';
import { withFallback } from '../fallback-separator';
import type { Separator } from '../separator';
import type { Stems } from '../stems';
import { createHtdemucsSeparator } from './htdemucs-separator';

const SEGMENT = 20_000;
const ORDER = ['drums', 'bass', 'other', 'vocals'] as const;
/** Shares of the mix that the stand-in gives each stem; they sum to 1. */
const SHARES = [0.5, 0.125, 0.25, 0.125];

const float = (name: string, ...dims: number[]): TensorDescription => ({
  name,
  type: 'float32',
  dims,
});

/** Stands in for a network: each stem is its share of what the answer makes of the mix. */
function network(answer: (mix: Float32Array) => Float32Array = (mix) => mix): OnnxModel {
  return {
    inputs: [float('mix', 1, 2, SEGMENT)],
    outputs: [float('stems', 1, 4, 2, SEGMENT)],
    inputNames: ['mix'],
    outputNames: ['stems'],
    async run({ mix }) {
      const heard = answer(mix.data);
      const data = new Float32Array(4 * heard.length);
      SHARES.forEach((share, stem) => {
        data.set(
          heard.map((x) => share * x),
          stem * heard.length,
        );
      });
      return { stems: { data, dims: [1, 4, 2, SEGMENT] } };
    },
    release: async () => {},
  };
}

function song(samples: number, channels = 2): Pcm {
  const random = createRandom(samples);
  const pcm = createSilence(samples, channels);
  for (const channel of pcm.channels) {
    for (let i = 0; i < samples; i++) channel[i] = 0.02 + 0.2 * random.normal();
  }
  return pcm;
}

/** In place of the quick split. */
const MIX_EVERYWHERE: Separator = {
  engine: 'quick',
  separate: async (mix) => ({
    stems: { vocals: mix, drums: mix, bass: mix, other: mix },
    report: {
      engine: 'quick',
      modelName: null,
      modelSha256: null,
      seconds: 0,
      stemQuality: null,
      fallbackReason: null,
    },
  }),
};

const separate = (mix: Pcm, model: OnnxModel, options = {}) =>
  createHtdemucsSeparator(
    { name: 'stand-in', sha256: 'abc', open: async () => model },
    () => 1000,
    options,
  ).separate(mix);

function worstError(stems: Stems, mix: Pcm): number {
  const mean = mix.channels.flatMap((channel) => Array.from(channel));
  const offset = mean.reduce((sum, x) => sum + x, 0) / mean.length;
  let worst = 0;
  ORDER.forEach((stem, index) => {
    stems[stem].channels.forEach((channel, c) => {
      channel.forEach((x, i) => {
        // The level is taken out before the network and put back after it.
        const expected = SHARES[index] * (mix.channels[c][i] - offset) + offset;
        worst = Math.max(worst, Math.abs(x - expected));
      });
    });
  });
  return worst;
}

describe('createHtdemucsSeparator', () => {
  it.each([
    ['shorter than a chunk', 5000, 2],
    ['of several chunks', 70_000, 2],
    ['in mono', 45_000, 1],
    ['of one sample', 1, 2],
  ])('gives a song %s back in the shares of its stems', async (_, samples, channels) => {
    const mix = song(samples, channels);
    const { stems, report } = await separate(mix, network());
    for (const stem of STEM_NAMES) {
      expect(stems[stem].channels).toHaveLength(channels);
      expect(stems[stem].channels[0]).toHaveLength(samples);
    }
    if (samples > 1) expect(worstError(stems, mix)).toBeLessThan(1e-5);
    expect(report).toMatchObject({
      engine: 'htdemucs',
      modelName: 'stand-in',
      modelSha256: 'abc',
      seconds: 0,
    });
  });

  it('shows the network a level of 1, however quiet the song is', async () => {
    const mix = song(30_000);
    for (const channel of mix.channels) {
      for (let i = 0; i < channel.length; i++) channel[i] *= 1e-3;
    }
    const heard: number[] = [];
    await separate(
      mix,
      network((data) => {
        for (const x of data) heard.push(x);
        return data;
      }),
    );
    const power = heard.reduce((sum, x) => sum + x * x, 0) / heard.length;
    // Of two unlike channels the mean has half the power.
    expect(power).toBeGreaterThan(1);
    expect(power).toBeLessThan(2.2);
  });

  it('leaves silence silent and hears channels that cancel each other out', async () => {
    const { stems } = await separate(createSilence(30_000), network());
    expect(stems.vocals.channels[0].every((x) => x === 0)).toBe(true);
    const against = song(30_000);
    against.channels[1] = against.channels[0].map((x) => -x);
    const { stems: heard } = await separate(against, network());
    expect(heard.drums.channels[0].some((x) => Math.abs(x) > 0.1)).toBe(true);
  });

  it('is not disturbed by what happens at the edges of a chunk', async () => {
    const mix = song(70_000);
    const spoilt = network((data) => {
      const bad = data.slice();
      for (const side of [0, SEGMENT]) {
        bad.fill(9, side, side + 1500);
        bad.fill(-9, side + SEGMENT - 1500, side + SEGMENT);
      }
      return bad;
    });
    const { stems } = await separate(mix, spoilt);
    expect(worstError(stems, mix)).toBeLessThan(1e-5);
  });

  it('averages over shifts, the same for the same seed', async () => {
    const mix = song(50_000);
    let count = 0;
    // A network whose mistake depends on where the chunk lies: the average is nearer to the truth.
    const uneven = network((data) => {
      count += 1;
      return data.map((x, i) => x * (1 + 0.2 * Math.sin(i / 800)));
    });
    const error = async (shifts: number, seed: number) =>
      (await separate(mix, uneven, { shifts, seed })).stems.drums.channels[0].reduce(
        (sum, x, i) => sum + (x - SHARES[0] * mix.channels[0][i]) ** 2,
        0,
      );
    const plain = await error(0, 1);
    const chunks = count;
    const averaged = await error(4, 1);
    expect(count - chunks).toBeGreaterThan(3 * chunks);
    expect(averaged).toBeLessThan(0.7 * plain);
    expect(await error(4, 1)).toBe(averaged);
  });

  it('reports its way and stops when it is told to', async () => {
    const fractions: number[] = [];
    const controller = new AbortController();
    let released = false;
    const model = {
      ...network(),
      release: async () => {
        released = true;
      },
    };
    const separator = createHtdemucsSeparator(
      { name: 'stand-in', sha256: null, open: async () => model },
      () => 0,
    );
    const separating = separator.separate(song(90_000), {
      signal: controller.signal,
      onProgress: ({ fraction }) => {
        fractions.push(fraction);
        if (fraction > 0.4) controller.abort();
      },
    });
    await expect(separating).rejects.toMatchObject({ code: 'aborted' });
    expect(fractions).toEqual([...fractions].sort((one, two) => one - two));
    expect(fractions.at(-1)).toBeLessThan(1);
    expect(released).toBe(true);
  });

  it.each([
    ['invalid numbers', network((data) => data.fill(Number.NaN)), /invalid numbers.*32-bit/],
    [
      'too few numbers',
      { ...network(), run: async () => ({ stems: { data: new Float32Array(8), dims: [8] } }) },
      /gave 8 numbers/,
    ],
    [
      'a failure',
      {
        ...network(),
        run: async () => {
          throw new Error('bad allocation\n  at somewhere');
        },
      },
      /\(bad allocation\).*memory/,
    ],
  ])('has a sentence for %s, and another engine does it then', async (_, model, sentence) => {
    const separator = createHtdemucsSeparator(
      { name: 'bad', sha256: null, open: async () => model },
      () => 0,
    );
    await expect(separator.separate(song(30_000))).rejects.toMatchObject({
      code: 'model-unusable',
      message: expect.stringMatching(sentence),
    });
    const { report } = await withFallback(separator, MIX_EVERYWHERE).separate(song(30_000));
    expect(report).toMatchObject({ engine: 'quick', modelName: null });
    expect(report.fallbackReason).toMatch(sentence);
  });
});
