import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { masterTo } from './master';
import { createSilence, type Pcm } from './pcm';

const RATE = 44100;
const TARGET = { targetLufs: -12, ceilingDbtp: -1 };

/** Kicks every half second over a chord, with a quiet middle: peaks that a limiter has to work on. */
function groove(seconds: number, gain: number, seed = 3): Pcm {
  const random = createRandom(seed);
  const pcm = createSilence(seconds * RATE);
  for (let i = 0; i < seconds * RATE; i++) {
    const t = i / RATE;
    const sinceKick = t % 0.5;
    const kick = Math.exp(-sinceKick * 20) * Math.sin(2 * Math.PI * 55 * sinceKick);
    const hat = Math.exp(-(t % 0.25) * 60) * random.normal() * 0.2;
    const chord = 0.1 * (Math.sin(2 * Math.PI * 220 * t) + Math.sin(2 * Math.PI * 277 * t));
    const level = t > seconds / 3 && t < seconds / 2 ? 0.1 : 1;
    pcm.channels[0][i] = gain * level * (kick + hat + chord);
    pcm.channels[1][i] = gain * level * (kick - hat + chord);
  }
  return pcm;
}

describe('masterTo', () => {
  it.each([0.02, 0.5, 3])('meets loudness and ceiling whatever the level (gain %d)', (gain) => {
    const pcm = groove(10, gain);
    const master = masterTo(pcm, TARGET);
    expect(master.pcm).toBe(pcm);
    expect(Math.abs(master.report.integratedLufs + 12)).toBeLessThan(0.1);
    expect(master.report.maxTruePeakDbtp).toBeLessThanOrEqual(-1);
    expect(master.missedBecause).toBeNull();
  });

  it('meets it where the limiter has to take several dB', () => {
    const master = masterTo(groove(10, 1), { targetLufs: -9, ceilingDbtp: -1 });
    expect(master.maxReductionDb).toBeGreaterThan(3);
    expect(Math.abs(master.report.integratedLufs + 9)).toBeLessThan(0.1);
    expect(master.report.maxTruePeakDbtp).toBeLessThanOrEqual(-1);
  });

  it('says why where peaks leave no room, and still keeps the ceiling', () => {
    const pcm = createSilence(5 * RATE);
    for (let i = 0; i < 5 * RATE; i += RATE / 2) pcm.channels[0][i] = 0.5;
    const master = masterTo(pcm, TARGET);
    expect(master.missedBecause).toMatch(/no room/);
    expect(master.report.integratedLufs).toBeLessThan(-12);
    expect(master.report.maxTruePeakDbtp).toBeLessThanOrEqual(-1);
  });

  it('leaves silence silent', () => {
    const master = masterTo(createSilence(RATE), TARGET);
    expect(master.appliedGainDb).toBe(0);
    expect(master.missedBecause).toMatch(/silent/);
    expect(master.pcm.channels[0].every((x) => x === 0)).toBe(true);
  });

  it('gives the same samples for the same sound', () => {
    expect(masterTo(groove(3, 0.4), TARGET)).toEqual(masterTo(groove(3, 0.4), TARGET));
  });
});
