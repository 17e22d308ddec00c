import { describe, expect, it } from 'vitest';
import { BiquadCascade, butterworth4 } from '@/lib/audio/biquad';
import { integratedLufs, loudnessSteps } from '@/lib/audio/loudness';
import { createSilence, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { Stems } from '@/lib/stems/stems';
import { applyAutomation, busAutomation } from './automation';
import { balanceTrims, measureBuses, sectionGainsDb } from './balance';
import { BeatTimes } from './beat-times';
import { applyChannelStrips } from './channel-strips';
import { stemJoins } from './joins';
import { duckBass } from './kick-ducking';
import { stemRuns } from './stem-runs';
import {
  beatsAt,
  clicks,
  isSameSound,
  noise,
  planOf,
  silence,
  sine,
  stemsOf,
} from './testing/synthetic';
import { liftPresence, openPocket, pocketControl } from './vocal-pocket';

const copy = (pcm: Pcm): Pcm => ({
  ...pcm,
  channels: pcm.channels.map((channel) => channel.slice()),
});

/** Level of the band in dB between two moments. */
function bandDb(pcm: Pcm, lowHz: number, highHz: number, from: number, to: number): number {
  const samples = pcm.channels[0].slice();
  new BiquadCascade(butterworth4('highpass', SAMPLE_RATE_HZ, lowHz)).processBlock(samples);
  new BiquadCascade(butterworth4('lowpass', SAMPLE_RATE_HZ, highHz)).processBlock(samples);
  let sum = 0;
  const [start, end] = [from, to].map((seconds) => Math.round(seconds * SAMPLE_RATE_HZ));
  for (let i = start; i < end; i++) sum += samples[i] ** 2;
  return 10 * Math.log10(sum / (end - start));
}

const lufs = (pcm: Pcm) => integratedLufs(loudnessSteps(pcm));

describe('the vocal pocket', () => {
  const voice = noise(6, 0.1, 1);
  for (const channel of voice.channels) channel.fill(0, 2 * SAMPLE_RATE_HZ, 4 * SAMPLE_RATE_HZ);
  const before = noise(6, 0.1, 2);
  const after = copy(before);
  openPocket(after, pocketControl(voice));
  const change = (low: number, high: number, from: number, to: number) =>
    bandDb(after, low, high, from, to) - bandDb(before, low, high, from, to);

  it('takes 2 to 4 dB out of 2 to 5 kHz while the voice sounds', () => {
    expect(change(2000, 5000, 0.5, 1.9)).toBeLessThan(-2);
    expect(change(2000, 5000, 0.5, 1.9)).toBeGreaterThan(-4);
  });

  it('leaves the lows alone, and everything once the voice rests', () => {
    expect(Math.abs(change(100, 500, 0.5, 1.9))).toBeLessThan(0.3);
    expect(Math.abs(change(2000, 5000, 3, 3.9))).toBeLessThan(0.1);
  });

  it('hardly changes how loud the instruments are', () => {
    expect(Math.abs(lufs(after) - lufs(before))).toBeLessThan(1.5);
  });

  it('stays shut without a voice', () => {
    const untouched = copy(before);
    openPocket(untouched, pocketControl(silence(6)));
    expect(isSameSound(untouched.channels, before.channels)).toBe(true);
  });
});

describe('presence', () => {
  const instruments = [noise(3, 0.1, 1), noise(3, 0.05, 2)];

  it('brightens a voice that is masked, by at most 4 dB and only where it is understood', () => {
    const dull = noise(3, 0.01, 3);
    const lifted = copy(dull);
    liftPresence(lifted, instruments);
    const change = (low: number, high: number) =>
      bandDb(lifted, low, high, 0, 3) - bandDb(dull, low, high, 0, 3);
    expect(change(2800, 3600)).toBeGreaterThan(3);
    expect(change(2800, 3600)).toBeLessThan(4.1);
    expect(change(100, 400)).toBeLessThan(0.3);
  });

  it('leaves a voice alone that stands out', () => {
    const clear = noise(3, 0.3, 3);
    const same = copy(clear);
    liftPresence(same, instruments);
    expect(isSameSound(same.channels, clear.channels)).toBe(true);
  });
});

describe('kick ducking', () => {
  const kicks = [0.5, 1, 1.5, 2, 2.5, 3];
  const drums = clicks(kicks, 4, 60);
  const duckedBy = (pattern: Parameters<typeof duckBass>[2]) => {
    const bass = sine(90, 4, 0.3);
    duckBass(bass, drums, pattern);
    const level = (from: number, to: number) =>
      bandDb(bass, 20, 2000, from, to) - bandDb(sine(90, 4, 0.3), 20, 2000, from, to);
    return { onKick: level(2.005, 2.03), between: level(2.4, 2.48), bass };
  };

  it('turns the bass down by 1 to 3 dB on regular kicks and lets it back', () => {
    const { onKick, between } = duckedBy('regular');
    expect(onKick).toBeLessThan(-1);
    expect(onKick).toBeGreaterThan(-3);
    expect(between).toBeGreaterThan(-0.3);
  });

  it('is gentler where the pattern is broken and does nothing without a kick', () => {
    expect(duckedBy('breakbeat').onKick).toBeGreaterThan(duckedBy('regular').onKick);
    expect(isSameSound(duckedBy('none').bass.channels, sine(90, 4, 0.3).channels)).toBe(true);
  });

  it('does nothing under silent drums', () => {
    const bass = sine(90, 2, 0.3);
    duckBass(bass, silence(2), 'regular');
    expect(isSameSound(bass.channels, sine(90, 2, 0.3).channels)).toBe(true);
  });
});

describe('channel strips', () => {
  it('take the rumble out of a voice and leave its sound', () => {
    const buses = stemsOf(2, { vocals: sine(50, 2, 0.3), other: sine(1000, 2, 0.3) });
    applyChannelStrips(buses);
    expect(bandDb(buses.vocals, 20, 200, 0.5, 2)).toBeLessThan(
      bandDb(sine(50, 2, 0.3), 20, 200, 0.5, 2) - 10,
    );
    expect(
      Math.abs(
        bandDb(buses.other, 20, 5000, 0.5, 2) - bandDb(sine(1000, 2, 0.3), 20, 5000, 0.5, 2),
      ),
    ).toBeLessThan(0.1);
  });

  it('leave drums whose sides are the same as they are, to the bit', () => {
    const drums = clicks([0.5, 1], 2, 80);
    const buses = stemsOf(2, { drums: copy(drums) });
    applyChannelStrips(buses);
    expect(isSameSound(buses.drums.channels, drums.channels)).toBe(true);
  });

  it('put wide lows in the middle and leave wide highs', () => {
    const wide = (frequencyHz: number) => {
      const pcm = sine(frequencyHz, 2, 0.3);
      for (let i = 0; i < pcm.channels[1].length; i++) pcm.channels[1][i] *= -1;
      const buses = stemsOf(2, { drums: pcm });
      applyChannelStrips(buses);
      return (
        bandDb(buses.drums, 20, 8000, 0.5, 2) - bandDb(sine(frequencyHz, 2, 0.3), 20, 8000, 0.5, 2)
      );
    };
    expect(wide(40)).toBeLessThan(-15);
    expect(Math.abs(wide(2000))).toBeLessThan(0.1);
  });
});

describe('balance', () => {
  const instruments = { drums: noise(5, 0.1, 1), bass: noise(5, 0.1, 2), other: noise(5, 0.1, 3) };
  const trimsOf = (buses: Stems) => balanceTrims(measureBuses(buses));

  it('makes the voice a little louder than one stem of four, however it was recorded and however rarely it sings', () => {
    for (const amplitude of [0.02, 0.3]) {
      const vocals = noise(5, amplitude, 4);
      for (const channel of vocals.channels) channel.fill(0, SAMPLE_RATE_HZ);
      const trim = trimsOf({ vocals, ...instruments }).vocals;
      const aboveOthersDb = 20 * Math.log10(amplitude / 0.1) + trim;
      expect(Math.abs(aboveOthersDb - 1.5)).toBeLessThan(0.6);
    }
  });

  it("moves instruments a little towards each other and keeps most of the song's own balance", () => {
    const trims = trimsOf({ ...stemsOf(5, instruments), other: noise(5, 0.02, 3) });
    expect(trims.other).toBeGreaterThan(1);
    expect(trims.other).toBeLessThanOrEqual(3);
    expect(trims.drums).toBeLessThan(0);
  });

  it('does nothing where one side is silent', () => {
    expect(trimsOf(stemsOf(5, instruments)).vocals).toBe(0);
    expect(trimsOf(stemsOf(5, { vocals: noise(5, 0.1, 4) })).vocals).toBe(0);
  });

  it('lifts the quiet bars under a section that is meant to be loud, and never the peak', () => {
    const drums = noise(8, 0.1, 1);
    for (const channel of drums.channels)
      for (let i = 4 * SAMPLE_RATE_HZ; i < channel.length; i++) channel[i] *= 0.3;
    const stems = { drums: {} };
    const plan = planOf([
      { lengthBeats: 8, energyStart: 1, energyEnd: 1, stems },
      { lengthBeats: 8, energyStart: 0.8, energyEnd: 0.8, stems },
    ]);
    const power = measureBuses(stemsOf(8, { drums }));
    const grid = new BeatTimes(beatsAt(17, 0, () => 120));
    const silent = { vocals: [], drums: [], bass: [], other: [] };
    const noTrims = { vocals: 0, drums: 0, bass: 0, other: 0 };
    const [peak, quiet] = sectionGainsDb(plan, grid, power, noTrims, silent);
    expect(peak).toBe(0);
    expect(quiet).toBeGreaterThan(2);
    expect(quiet).toBeLessThanOrEqual(3);
  });
});

describe('automation', () => {
  const grid = new BeatTimes(beatsAt(33, 0, () => 120));
  const plan = planOf([
    {
      lengthBeats: 16,
      anchorBeat: 0,
      energyStart: 0,
      energyEnd: 1,
      stems: { drums: { gainDb: -6 } },
    },
    {
      lengthBeats: 16,
      anchorBeat: 16,
      energyStart: 1,
      energyEnd: 1,
      stems: { drums: { gainDb: 0 } },
    },
  ]);
  const runs = stemRuns(plan, 'drums');
  const points = busAutomation(plan, runs, stemJoins(plan, runs, grid, []), grid, [0, 0]);
  const ones = createSilence(16 * SAMPLE_RATE_HZ);
  for (const channel of ones.channels) channel.fill(1);
  applyAutomation(ones, points, 0);
  const gainDb = (seconds: number) =>
    20 * Math.log10(ones.channels[0][Math.round(seconds * SAMPLE_RATE_HZ)]);

  it("follows the plan's gain and the section's energy, by at most 2 dB to either side", () => {
    expect(gainDb(0)).toBeCloseTo(-8, 2);
    expect(gainDb(4)).toBeCloseTo(-6, 1);
    expect(gainDb(7.9)).toBeCloseTo(-4, 1);
    expect(gainDb(8.01)).toBeCloseTo(2, 2);
    expect(gainDb(15.9)).toBeCloseTo(2, 2);
  });

  it('arrives with the beat and never jumps', () => {
    expect(Math.abs(gainDb(8) - 2)).toBeLessThan(0.2);
    let largest = 0;
    const [channel] = ones.channels;
    for (let i = 1; i < channel.length; i++)
      largest = Math.max(largest, Math.abs(channel[i] - channel[i - 1]));
    expect(largest).toBeLessThan(1e-3);
  });

  it('adds the trim', () => {
    const trimmed = createSilence(1000);
    trimmed.channels[0].fill(1);
    applyAutomation(trimmed, points, 3);
    expect(20 * Math.log10(trimmed.channels[0][0])).toBeCloseTo(-5, 2);
  });
});
