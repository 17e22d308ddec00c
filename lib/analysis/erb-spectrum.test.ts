import { describe, expect, it } from 'vitest';
import { computeBandSpectrogram } from '@/lib/audio/band-spectrogram';
import { monoSignal } from '@/lib/audio/mono-signal';
import { ERB_BANDS, ERB_CENTRES_HZ, erbNumber, erbSpectrumDb } from './erb-spectrum';

describe('erbSpectrumDb', () => {
  it('counts 1 kHz as ERB number 15.6 (Glasberg & Moore 1990)', () => {
    expect(erbNumber(1000)).toBeCloseTo(15.6, 1);
  });

  it('shows a tone in the band whose centre is nearest and little elsewhere', () => {
    const tone = Float32Array.from(
      { length: 44100 },
      (_, i) => 0.5 * Math.sin((2 * Math.PI * 1500 * i) / 44100),
    );
    const mono = monoSignal({ sampleRateHz: 44100, channels: [tone] });
    const profile = erbSpectrumDb(computeBandSpectrogram(mono));
    expect(profile).toHaveLength(ERB_BANDS);
    const loudest = profile.indexOf(Math.max(...profile));
    expect(Math.abs(Math.log2(ERB_CENTRES_HZ[loudest] / 1500))).toBeLessThan(0.2);
    expect(profile[loudest] - profile[loudest - 8]).toBeGreaterThan(30);
  });
});
