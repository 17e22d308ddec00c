import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { Stft } from './stft';

describe('Stft', () => {
  it.each([
    [1024, 256, 10000],
    [4096, 1024, 20000],
    [4096, 1024, 100],
    [2048, 256, 2048],
  ])(
    'of size %d and hop %d gives %d samples back, to the ends, within 1e-5',
    (size, hop, length) => {
      const random = createRandom(size + length);
      const signal = Float32Array.from({ length }, () => 2 * random.next() - 1);
      const stft = new Stft(size, hop);
      const spectrum = new Float32Array(2 * stft.bins);
      const back = new Float32Array(length);
      for (let frame = 0; frame < stft.frameCount(length); frame++) {
        stft.analyze(signal, frame, spectrum);
        stft.synthesize(spectrum, frame, back);
      }
      const errors = back.map((sample, i) => Math.abs(sample - signal[i]));
      expect(Math.max(...errors)).toBeLessThan(1e-5);
    },
  );

  it('shows a click in the frames around it and a tone in its bin', () => {
    const stft = new Stft(1024, 256);
    const spectrum = new Float32Array(2 * stft.bins);
    const energy = () => spectrum.reduce((sum, x) => sum + x * x, 0);
    const click = new Float32Array(8000);
    click[4000] = 1;
    const energies = Array.from({ length: stft.frameCount(8000) }, (_, frame) => {
      stft.analyze(click, frame, spectrum);
      return energy();
    });
    const loudest = energies.indexOf(Math.max(...energies));
    expect(Math.abs(stft.frameCentre(loudest) - 4000)).toBeLessThanOrEqual(128);

    const tone = Float32Array.from({ length: 8000 }, (_, i) =>
      Math.cos((2 * Math.PI * i * 40) / 1024),
    );
    stft.analyze(tone, 15, spectrum);
    const magnitudes = Array.from({ length: stft.bins }, (_, k) =>
      Math.hypot(spectrum[2 * k], spectrum[2 * k + 1]),
    );
    expect(magnitudes.indexOf(Math.max(...magnitudes))).toBe(40);
  });

  it('refuses a hop at which frames would not sum flat', () => {
    expect(() => new Stft(1024, 512)).toThrow(RangeError);
    expect(() => new Stft(1024, 200)).toThrow(RangeError);
  });
});
