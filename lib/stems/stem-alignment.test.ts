import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { alignToMix, LEAST_STEM_CORRELATION } from './stem-alignment';

const RATE = 44100;

/** Notes of a low, uneven tune with noise: no two bars alike. */
function music(seed: number, seconds = 18): Float32Array {
  const random = createRandom(seed);
  const signal = new Float32Array(seconds * RATE);
  for (let start = 0; start < signal.length; start += 5000 + Math.floor(random.next() * 9000)) {
    const frequencyHz = 60 * 2 ** (random.next() * 5);
    for (let i = 0; i < 9000 && start + i < signal.length; i++) {
      signal[start + i] += Math.exp(-i / 4000) * Math.sin((2 * Math.PI * frequencyHz * i) / RATE);
    }
  }
  for (let i = 0; i < signal.length; i++) signal[i] += 0.05 * random.normal();
  return signal;
}

/** The signal so many samples later, with silence before it. */
function later(signal: Float32Array, samples: number): Float32Array {
  return Float32Array.from({ length: signal.length }, (_, i) => signal[i - samples] ?? 0);
}

describe('alignToMix', () => {
  const song = music(1);

  it.each([1105, -529, 88_200])('finds an offset of %i samples exactly', async (samples) => {
    const { offsetSamples, correlation } = await alignToMix(song, later(song, samples), RATE);
    expect(offsetSamples).toBe(samples);
    expect(correlation).toBeGreaterThan(0.9);
  });

  it('finds it in a mix that was compressed, and with a stem missing', async () => {
    const mastered = song.map((sample) => Math.tanh(3 * sample));
    const missing = music(2);
    const mix = mastered.map((sample, i) => sample + 0.5 * missing[i]);
    const { offsetSamples, correlation } = await alignToMix(mix, later(song, 1105), RATE);
    expect(Math.abs(offsetSamples - 1105)).toBeLessThanOrEqual(1);
    expect(correlation).toBeGreaterThan(2 * LEAST_STEM_CORRELATION);
  });

  it('tells stems of another song, and silence', async () => {
    expect((await alignToMix(song, music(3), RATE)).correlation).toBeLessThan(
      LEAST_STEM_CORRELATION,
    );
    const silence = new Float32Array(song.length);
    expect((await alignToMix(song, silence, RATE)).correlation).toBe(0);
  });

  it('takes the smallest offset where the music only repeats', async () => {
    const bar = music(4, 2);
    const loop = Float32Array.from({ length: 12 * bar.length }, (_, i) => bar[i % bar.length]);
    expect((await alignToMix(loop, loop, RATE)).offsetSamples).toBe(0);
  });

  it('copes with stems that end earlier, and can be cancelled', async () => {
    const cut = later(song, 200).subarray(0, 15 * RATE);
    expect((await alignToMix(song, cut, RATE)).offsetSamples).toBe(200);
    await expect(
      alignToMix(song, song, RATE, { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'aborted' });
  });
});
