import { describe, expect, it } from 'vitest';
import { RealFft } from './fft';

describe('RealFft', () => {
  it('puts a cosine of k periods into bin k with half its energy', () => {
    const fft = new RealFft(64);
    const signal = Float64Array.from({ length: 64 }, (_, i) =>
      Math.cos((2 * Math.PI * 5 * i) / 64),
    );
    const spectrum = new Float64Array(2 * fft.bins);
    fft.forward(signal, spectrum);
    expect(spectrum[10]).toBeCloseTo(32, 9);
    expect(Math.hypot(spectrum[12], spectrum[13])).toBeLessThan(1e-9);
  });

  it('gives the signal back', () => {
    const fft = new RealFft(256);
    const signal = Float64Array.from({ length: 256 }, (_, i) => Math.sin(i * i));
    const spectrum = new Float64Array(2 * fft.bins);
    const back = new Float64Array(256);
    fft.forward(signal, spectrum);
    fft.inverse(spectrum, back);
    for (let i = 0; i < 256; i++) expect(back[i]).toBeCloseTo(signal[i], 9);
  });

  it('agrees with the transform from its definition, at every size from 4', () => {
    for (const size of [4, 8, 16, 32, 64, 128]) {
      const fft = new RealFft(size);
      const signal = Float64Array.from({ length: size }, (_, i) => Math.cos(i * i + 1));
      const spectrum = new Float64Array(2 * fft.bins);
      fft.forward(signal, spectrum);
      const magnitudes = new Float64Array(fft.bins);
      fft.magnitudes(signal, magnitudes);
      for (let k = 0; k < fft.bins; k++) {
        let re = 0;
        let im = 0;
        for (let i = 0; i < size; i++) {
          re += signal[i] * Math.cos((2 * Math.PI * k * i) / size);
          im -= signal[i] * Math.sin((2 * Math.PI * k * i) / size);
        }
        expect(spectrum[2 * k]).toBeCloseTo(re, 9);
        expect(spectrum[2 * k + 1]).toBeCloseTo(im, 9);
        expect(magnitudes[k]).toBeCloseTo(Math.hypot(re, im), 9);
      }
    }
  });
});
