import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { computeBandSpectrogram, FRAME_RATE_HZ } from './band-spectrogram';
import { hannWindow, RealFft } from './fft';
import { monoSignal } from './mono-signal';

function noise(length: number, sampleRateHz: number) {
  const random = createRandom(length);
  const channel = Float32Array.from({ length }, () => random.next() - 0.5);
  return { channel, signal: monoSignal({ sampleRateHz, channels: [channel] }) };
}

describe('computeBandSpectrogram', () => {
  it.each([
    [44100, 2048],
    [22050, 1024],
  ])('holds the energy of each frame at %d Hz, as a plain transform has it', (rateHz, size) => {
    const { channel, signal } = noise(rateHz, rateHz);
    const { frames, bands, centresHz, magnitudes } = computeBandSpectrogram(signal);
    expect(frames).toBe(FRAME_RATE_HZ);
    const fft = new RealFft(size);
    const window = hannWindow(size);
    const spectrum = new Float64Array(fft.bins);
    for (const frame of [0, 1, 50, 63, 64, 98, 99]) {
      const start = Math.round((frame * rateHz) / FRAME_RATE_HZ) - size / 2;
      fft.magnitudes(
        window.map((weight, i) => weight * (channel[start + i] ?? 0)),
        spectrum,
      );
      // Between the tops of the first and last filter every bin counts once.
      const bin = (band: number) => Math.round((centresHz[band] * size) / rateHz);
      let expected = 0;
      for (let k = bin(0); k <= bin(bands - 1); k++) expected += (spectrum[k] * 4) / size;
      const row = magnitudes.subarray(frame * bands, (frame + 1) * bands);
      const inBands = row.reduce((sum, value) => sum + value, 0);
      expect(inBands).toBeGreaterThan(0.99 * expected);
      expect(inBands).toBeLessThan(1.06 * expected);
    }
  });

  it('gives a full-scale sine about 1 in its band, little elsewhere, and nothing in silence', () => {
    const channel = new Float32Array(44100);
    for (let i = 22050; i < 44100; i++) channel[i] = Math.sin((2 * Math.PI * 1000 * i) / 44100);
    const { bands, centresHz, magnitudes } = computeBandSpectrogram(
      monoSignal({ sampleRateHz: 44100, channels: [channel] }),
    );
    const frame = (index: number) => magnitudes.subarray(index * bands, (index + 1) * bands);
    expect(Math.max(...frame(20))).toBe(0);
    const loudest = frame(75).indexOf(Math.max(...frame(75)));
    expect(Math.abs(Math.log2(centresHz[loudest] / 1000))).toBeLessThan(1 / 12);
    expect(frame(75)[loudest]).toBeGreaterThan(0.7);
    expect(frame(75)[loudest]).toBeLessThan(2);
    expect(frame(75)[loudest + 12]).toBeLessThan(0.001);
  });
});
