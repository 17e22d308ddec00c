import { describe, expect, it } from 'vitest';
import type { Pcm } from '@/lib/audio/pcm';
import { STEM_NAMES } from '@/lib/music/stem-names';
import {
  combineStems,
  mixFromStems,
  stemsFromAcapellaAndInstrumental,
  stemsFromParts,
} from './finished-stems';

const RATE = 44100;

function constant(value: number, samples: number, channels = 2): Pcm {
  return {
    sampleRateHz: RATE,
    channels: Array.from({ length: channels }, () => new Float32Array(samples).fill(value)),
  };
}

function tone(frequencyHz: number, seconds: number): Pcm {
  const channel = Float32Array.from(
    { length: seconds * RATE },
    (_, i) => 0.3 * Math.sin((2 * Math.PI * frequencyHz * i) / RATE),
  );
  return { sampleRateHz: RATE, channels: [channel, channel.slice()] };
}

describe('combineStems', () => {
  it('sums the parts of a stem, pads to the longest and leaves the missing silent', () => {
    const stems = combineStems([
      { stem: 'drums', pcm: constant(0.25, 1000) },
      { stem: 'drums', pcm: constant(0.5, 990, 1) },
      { stem: 'vocals', pcm: constant(0.125, 995) },
    ]);
    for (const name of STEM_NAMES) {
      expect(stems[name].channels.map((channel) => channel.length)).toEqual([1000, 1000]);
    }
    expect(stems.drums.channels.map((channel) => [channel[0], channel[989], channel[990]])).toEqual(
      [
        [0.75, 0.75, 0.25],
        [0.75, 0.75, 0.25],
      ],
    );
    expect(stems.vocals.channels[1][994]).toBe(0.125);
    expect(stems.vocals.channels[1][995]).toBe(0);
    expect(stems.bass.channels.flatMap((channel) => [...channel]).every((x) => x === 0)).toBe(true);
    expect(mixFromStems(stems).channels[0][0]).toBe(0.875);
  });

  it('does not change the parts', () => {
    const part = constant(0.5, 10);
    combineStems([
      { stem: 'bass', pcm: part },
      { stem: 'bass', pcm: part },
    ]);
    expect(part.channels[0][0]).toBe(0.5);
  });

  it('refuses stems that cannot be of one song, with a sentence', () => {
    const long = { stem: 'vocals' as const, pcm: constant(0, 1000) };
    expect(() => combineStems([])).toThrow(/no stems/);
    expect(() => combineStems([long, { stem: 'bass', pcm: constant(0, 890) }])).toThrow(/long/);
    expect(() =>
      combineStems([long, { stem: 'bass', pcm: { ...constant(0, 1000), sampleRateHz: 48000 } }]),
    ).toThrow(/rates/);
  });
});

describe('stems from an a cappella and an instrumental', () => {
  it('keeps the voice as given and shares out all of the instrumental', async () => {
    const voice = tone(440, 2);
    const instrumental = mixFromStems(
      combineStems([
        { stem: 'bass', pcm: tone(60, 2) },
        { stem: 'other', pcm: tone(1000, 2) },
      ]),
    );
    const stems = await stemsFromAcapellaAndInstrumental(voice, instrumental);
    expect(stems.vocals.channels).toEqual(voice.channels);
    const rest = mixFromStems({ ...stems, vocals: constant(0, 2 * RATE) });
    let error = 0;
    for (let i = 0; i < 2 * RATE; i++) {
      error = Math.max(error, Math.abs(rest.channels[0][i] - instrumental.channels[0][i]));
    }
    expect(error).toBeLessThan(1e-5);
    // The 60 Hz tone goes to the bass, the 1 kHz tone to the other instruments, voice or none.
    expect(Math.max(...stems.bass.channels[0].subarray(RATE / 2, RATE))).toBeGreaterThan(0.25);
    expect(Math.max(...stems.other.channels[0].subarray(RATE / 2, RATE))).toBeGreaterThan(0.25);
  });

  it('is chosen where there is an instrumental, and sums several voices', async () => {
    const stems = await stemsFromParts([
      { stem: 'vocals', pcm: constant(0.25, RATE) },
      { stem: 'instrumental', pcm: tone(1000, 1) },
      { stem: 'vocals', pcm: constant(0.25, RATE) },
    ]);
    expect(stems.vocals.channels[0][100]).toBe(0.5);
    expect(Math.max(...stems.other.channels[0])).toBeGreaterThan(0.2);
    const named = await stemsFromParts([{ stem: 'bass', pcm: constant(0.25, 10) }]);
    expect(named.bass.channels[0][0]).toBe(0.25);
  });
});
