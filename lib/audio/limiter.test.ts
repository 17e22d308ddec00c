import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { limit, limiterCurve } from './limiter';
import { createSilence, type Pcm } from './pcm';
import { maxTruePeakDbtp, PEAK_BLOCK } from './true-peak';

const RATE = 44100;

function sine(frequencyHz: number, amplitude: number, seconds: number): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * RATE) },
    (_, i) => amplitude * Math.sin((2 * Math.PI * frequencyHz * i) / RATE),
  );
}

describe('limit', () => {
  it('keeps every sound under the ceiling, between the samples too', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.double({ min: -12, max: 30, noNaN: true }),
        fc.constantFrom(-1, -0.3, -6),
        (seed, gainDb, ceilingDbtp) => {
          const random = createRandom(seed);
          const pcm = createSilence(3000);
          for (const channel of pcm.channels) {
            const decay = random.next() * 0.01;
            for (let i = 0; i < channel.length; i++) {
              channel[i] = random.normal() * Math.exp(-decay * (i % 1000));
            }
          }
          limit(pcm, { gainDb, ceilingDbtp });
          expect(maxTruePeakDbtp(pcm)).toBeLessThanOrEqual(ceilingDbtp);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('leaves alone what is quiet enough, but for the gain', () => {
    const pcm: Pcm = { sampleRateHz: RATE, channels: [sine(440, 0.25, 0.2)] };
    const before = pcm.channels[0].slice();
    expect(limit(pcm, { gainDb: 20 * Math.log10(2), ceilingDbtp: -1 })).toBe(0);
    pcm.channels[0].forEach((x, i) => {
      expect(x).toBeCloseTo(2 * before[i], 6);
    });
  });

  it('turns both channels down alike, so that the image does not move', () => {
    const pcm: Pcm = {
      sampleRateHz: RATE,
      channels: [sine(300, 2, 0.3), sine(300, 0.5, 0.3)],
    };
    limit(pcm, { gainDb: 0, ceilingDbtp: -1 });
    for (let i = 0; i < pcm.channels[0].length; i++) {
      expect(pcm.channels[0][i]).toBeCloseTo(4 * pcm.channels[1][i], 5);
    }
  });

  it('keeps a steady tone a tone: no more than -60 dB of it is distortion', () => {
    const length = RATE;
    const pcm: Pcm = { sampleRateHz: RATE, channels: [sine(1000, 2, 1)] };
    limit(pcm, { gainDb: 0, ceilingDbtp: -1 });
    const tone = sine(1000, 1, 1);
    let inPhase = 0;
    let energy = 0;
    for (let i = length / 4; i < length * 0.75; i++) {
      inPhase += pcm.channels[0][i] * tone[i];
      energy += tone[i] ** 2;
    }
    const level = inPhase / energy;
    let residue = 0;
    for (let i = length / 4; i < length * 0.75; i++) {
      residue += (pcm.channels[0][i] - level * tone[i]) ** 2;
    }
    expect(10 * Math.log10(residue / (level * level * energy))).toBeLessThan(-60);
  });
});

describe('limiterCurve', () => {
  it('turns down before a peak, within 5 ms, and comes back within a second', () => {
    const nodeHz = RATE / PEAK_BLOCK;
    const peaks = new Float32Array(Math.round(2 * nodeHz)).fill(0.1);
    const loud = Math.round(nodeHz);
    peaks[loud] = 2;
    const { curve, reductionDb } = limiterCurve(peaks, RATE, { gainDb: 0, ceilingDbtp: -1 });
    expect(reductionDb).toBeCloseTo(20 * Math.log10(2) + 1, 0);
    expect(curve[loud - Math.ceil(0.0055 * nodeHz)]).toBe(1);
    for (const node of [loud, loud + 1]) {
      expect(curve[node] * 2).toBeLessThanOrEqual(10 ** (-1 / 20));
      expect(curve[node] * 2).toBeGreaterThan(10 ** (-1.5 / 20));
    }
    expect(curve[curve.length - 1]).toBeGreaterThan(0.999);
    let steepest = 0;
    for (let i = 1; i < curve.length; i++) {
      steepest = Math.max(steepest, Math.abs(curve[i] - curve[i - 1]));
    }
    expect(steepest / PEAK_BLOCK).toBeLessThan(0.01);
  });
});
