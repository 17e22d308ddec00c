import { describe, expect, it } from 'vitest';
import { STEM_NAMES } from '@/lib/music/stem-names';
import { PartDeck } from './part-deck';
import type { DeckPart } from './player-sound';
import type { Tone } from './tone';

const RATE_HZ = 44100;

/** A fader that can be asked what it was told to be at any time. */
class FakeGain {
  readonly gain = {
    rampTo: (value: number, seconds: number, time: number) => {
      this.ramps.push({ from: this.at(time), to: value, time, seconds });
    },
  };
  private readonly ramps: { from: number; to: number; time: number; seconds: number }[] = [];
  constructor(private readonly initial: number) {}
  at(time: number): number {
    const ramp = this.ramps.findLast((one) => one.time <= time);
    if (!ramp) return this.initial;
    const share = Math.min(1, (time - ramp.time) / ramp.seconds);
    return ramp.from + (ramp.to - ramp.from) * share;
  }
  connect() {
    return this;
  }
}

class FakeSource {
  time = 0;
  offsetSeconds = 0;
  fader: FakeGain | null = null;
  constructor(private readonly options: { fadeIn: number }) {}
  connect(fader: FakeGain) {
    this.fader = fader;
    return this;
  }
  start(time: number, offsetSeconds: number) {
    Object.assign(this, { time, offsetSeconds });
  }
  stop() {}
  /** What of it is heard at a time. */
  gainAt(time: number): number {
    const edge = Math.min(1, Math.max(0, (time - this.time) / this.options.fadeIn));
    return edge * (this.fader?.at(time) ?? 0);
  }
}

/** A deck on a clock that is moved by hand. */
async function openDeck() {
  const clock = { now: 0 };
  const sources: FakeSource[] = [];
  const tone = {
    now: () => clock.now,
    immediate: () => clock.now,
    getDestination: () => null,
    Gain: FakeGain,
    ToneAudioBuffer: class {},
    ToneBufferSource: class extends FakeSource {
      constructor(options: { fadeIn: number }) {
        super(options);
        sources.push(this);
      }
    },
  } as unknown as Tone;
  const buffer = { sampleRate: RATE_HZ, duration: 300 } as AudioBuffer;
  const deck = new PartDeck(async () => ({ sampleRateHz: RATE_HZ, channels: [] }), {
    toBuffer: async () => buffer,
  });
  deck.connect(tone);
  await deck.load('mix');
  return { deck, clock, sources };
}

const only =
  (...parts: DeckPart[]) =>
  (part: DeckPart) =>
    parts.includes(part) ? 1 : 0;

describe('mix and stems of a song', () => {
  it('are in step to the sample when the stems come late', async () => {
    const { deck, clock, sources } = await openDeck();
    const run = { atSeconds: 0.1234567, positionSeconds: 30.5 };
    deck.start(run);
    clock.now = 4.7654321;
    await deck.loadStems();
    deck.joinStems([run]);
    const [mix, ...stems] = sources;
    expect(stems).toHaveLength(STEM_NAMES.length);
    for (const stem of stems) {
      expect(stem.time).toBeGreaterThan(clock.now);
      const lateSamples = (stem.time - mix.time) * RATE_HZ;
      expect(lateSamples).toBeCloseTo(Math.round(lateSamples), 5);
      expect(stem.offsetSeconds - mix.offsetSeconds).toBeCloseTo(stem.time - mix.time, 9);
    }
  });

  it('change places without a gap or a swell, also the first time', async () => {
    const { deck, clock, sources } = await openDeck();
    const run = { atSeconds: 0, positionSeconds: 0 };
    deck.start(run);
    clock.now = 2;
    await deck.loadStems();
    deck.moveFaders(only(...STEM_NAMES), deck.joinStems([run]));
    clock.now = 3;
    deck.moveFaders(only('mix'));
    const [mix, stem] = sources;
    for (let time = 0.5; time < 4; time += 0.0005) {
      expect(mix.gainAt(time) + stem.gainAt(time)).toBeCloseTo(1, 6);
    }
    expect(stem.gainAt(2.9)).toBe(1);
    expect(mix.gainAt(3.9)).toBe(1);
  });

  it('are all of one time where the song is taken apart anew while they are fetched', async () => {
    let folder = 'old';
    const fetched: string[] = [];
    const deck = new PartDeck(
      async (part) => {
        fetched.push(`${folder} ${part}`);
        if (part === 'drums') folder = 'new';
        return { sampleRateHz: RATE_HZ, channels: [] };
      },
      { toBuffer: async () => ({}) as AudioBuffer },
    );
    await deck.loadStems(async () => folder);
    expect(fetched.slice(-STEM_NAMES.length)).toEqual(STEM_NAMES.map((stem) => `new ${stem}`));
  });
});
