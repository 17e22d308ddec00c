import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { SPECTRUM_BINS, SpectralTransform, spectrumFrames } from './spectral-transform';

const SEGMENT = 17_388;
const FRAMES = 17;
/** Up to here frames reach that hear the mirror image, whose fold has a part at the Nyquist frequency. */
const REACH = 2560;

function noise(seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length: 2 * SEGMENT }, () => 2 * random.next() - 1);
}

describe('SpectralTransform', () => {
  it('has as many frames as HTDemucs', () => {
    expect(spectrumFrames(343_980)).toBe(336);
    expect(new SpectralTransform(SEGMENT).frames).toBe(FRAMES);
  });

  it('is the transform of the definition: mirrored, Hann window, scaled by 1/64', () => {
    const waveform = noise(1);
    const spectrum = new SpectralTransform(SEGMENT).forward(waveform);
    const plane = SPECTRUM_BINS * FRAMES;
    for (const [side, bin, frame] of [
      [0, 0, 0],
      [0, 5, 0],
      [1, 1000, 1],
      [1, 77, 8],
      [0, 2047, FRAMES - 1],
    ]) {
      let re = 0;
      let im = 0;
      for (let i = 0; i < 4096; i++) {
        // Frame t is centred on sample 512 + 1024 t.
        let at = 512 + 1024 * frame - 2048 + i;
        if (at < 0) at = -at;
        if (at >= SEGMENT) at = 2 * (SEGMENT - 1) - at;
        const hann = Math.sin((Math.PI * i) / 4096) ** 2;
        const value = waveform[side * SEGMENT + at] * hann;
        re += value * Math.cos((2 * Math.PI * bin * i) / 4096);
        im -= value * Math.sin((2 * Math.PI * bin * i) / 4096);
      }
      const at = bin * FRAMES + frame;
      expect(spectrum[2 * side * plane + at]).toBeCloseTo(re / 64, 4);
      expect(spectrum[(2 * side + 1) * plane + at]).toBeCloseTo(im / 64, 4);
    }
  });

  it('gives back what went in within 1e-5, between the frames at the ends', () => {
    // The Nyquist bin is left out: sound as it is in music, up to 20 kHz.
    const random = createRandom(2);
    const tones = Array.from({ length: 40 }, () => ({
      step: (2 * Math.PI * 20_000 * random.next()) / 44_100,
      phase: 2 * Math.PI * random.next(),
    }));
    const waveform = Float32Array.from({ length: 2 * SEGMENT }, (_, i) =>
      tones.reduce((sum, { step, phase }) => sum + 0.025 * Math.sin(step * i + phase), 0),
    );
    const transform = new SpectralTransform(SEGMENT);
    const back = new Float32Array(2 * SEGMENT);
    transform.addInverse(transform.forward(waveform), back);
    let worst = 0;
    for (let side = 0; side < 2; side++) {
      for (let i = REACH; i < SEGMENT - REACH; i++) {
        const at = side * SEGMENT + i;
        worst = Math.max(worst, Math.abs(back[at] - waveform[at]));
      }
    }
    expect(worst).toBeLessThan(1e-5);
  });
});
