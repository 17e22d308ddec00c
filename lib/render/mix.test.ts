import { describe, expect, it } from 'vitest';
import { BiquadCascade, butterworth4 } from '@/lib/audio/biquad';
import { integratedLufs, loudnessSteps } from '@/lib/audio/loudness';
import { createSilence, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { applyAutomation, busAutomation } from './automation';
import { voiceTrimDb } from './balance';
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
import { openPocket, pocketControl } from './vocal-pocket';

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

  it('makes the voice as loud as one stem of four, however it was recorded and however rarely it sings', () => {
    for (const amplitude of [0.02, 0.3]) {
      const vocals = noise(5, amplitude, 4);
      for (const channel of vocals.channels) channel.fill(0, SAMPLE_RATE_HZ);
      const trim = voiceTrimDb({ vocals, ...instruments });
      expect(Math.abs(20 * Math.log10(amplitude / 0.1) + trim)).toBeLessThan(0.3);
    }
  });

  it('does nothing where one side is silent', () => {
    expect(voiceTrimDb(stemsOf(5, instruments))).toBe(0);
    expect(voiceTrimDb(stemsOf(5, { vocals: noise(5, 0.1, 4) }))).toBe(0);
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
  const points = busAutomation(plan, runs, stemJoins(plan, runs, grid, []), grid);
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
