import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlayablePart } from './plan-parts';
import type { PlayerSound } from './player-sound';
import { StemPlayer } from './stem-player';

/** Tone on a clock that is moved by hand: what is to happen at a moment is told there and then. */
const stage = vi.hoisted(() => {
  const clock = { now: 0 };
  const played: { sound: string; atSeconds: number; offsetSeconds: number; endSeconds: number }[] =
    [];
  class Node {
    gain = { rampTo: () => undefined };
    frequencyBinCount = 0;
    connect = () => this;
    disconnect = () => undefined;
    dispose = () => undefined;
  }
  class Source extends Node {
    entry = { sound: '', atSeconds: 0, offsetSeconds: 0, endSeconds: Number.POSITIVE_INFINITY };
    constructor(options: { url: { sound: string } }) {
      super();
      this.entry.sound = options.url.sound;
    }
    start = (atSeconds: number, offsetSeconds: number) => {
      played.push(Object.assign(this.entry, { atSeconds, offsetSeconds }));
      return this;
    };
    stop = (time: number) => {
      this.entry.endSeconds = Math.min(this.entry.endSeconds, time);
      return this;
    };
    override dispose = () => {
      if (this.entry.atSeconds > clock.now) played.splice(played.indexOf(this.entry), 1);
      return undefined;
    };
  }
  const create = () => new Node();
  const tone = {
    start: async () => undefined,
    now: () => clock.now,
    immediate: () => clock.now,
    getDestination: () => null,
    getContext: () => ({
      sampleRate: 44100,
      createIIRFilter: create,
      createChannelSplitter: create,
      createAnalyser: create,
    }),
    connect: () => undefined,
    Gain: Node,
    ToneBufferSource: Source,
    ToneAudioBuffer: class {
      constructor(buffer: { sound: string }) {
        Object.assign(this, buffer);
      }
    },
  };
  return { clock, played, tone };
});
vi.mock('./tone', () => ({
  loadTone: async () => stage.tone,
  prepareTone: () => undefined,
  onSample: (seconds: number) => seconds,
}));
vi.mock('./audio-buffers', () => ({
  toAudioBuffer: async (sound: unknown) => sound,
  nextTurn: async () => undefined,
}));

/** Sixteen bars at a tempo; what is loaded is called by its name. */
function soundOf(name: string, tempoBpm: number, hasSongs: boolean): PlayerSound {
  const beatsSeconds = Array.from({ length: 65 }, (_, beat) => (beat * 60) / tempoBpm);
  const song = (side: string) => ({
    load: async () => ({ sound: `${name} ${side}`, duration: 100 }) as never,
    gain: 1,
    secondsAt: (seconds: number) => seconds,
  });
  return {
    durationSeconds: beatsSeconds[64],
    beatsSeconds,
    barBeats: Array.from({ length: 16 }, (_, bar) => 4 * bar),
    load: async () => ({ sound: name, duration: beatsSeconds[64] }) as never,
    originals: hasSongs ? { a: song('a'), b: song('b') } : undefined,
  };
}

/** Lets the clock come to a moment, and what looks at it in the meantime. */
function passTo(seconds: number): void {
  while (stage.clock.now < seconds) {
    stage.clock.now = Math.min(stage.clock.now + 0.2, seconds);
    vi.advanceTimersByTime(200);
  }
}

afterEach(() => {
  vi.useRealTimers();
});

const player = (name: string, tempoBpm: number, hasSongs = false) =>
  new StemPlayer(soundOf(name, tempoBpm, hasSongs), (thrown) => {
    throw thrown;
  });

describe('another sound', () => {
  beforeEach(() => {
    stage.clock.now = 10;
    stage.played.length = 0;
    vi.useFakeTimers();
  });

  it('goes on at the next bar line, on the same beat, where the first one ends', async () => {
    const first = player('first', 120);
    await first.play();
    stage.clock.now = 13; // beat 6 of 0.5 s
    const second = player('second', 100);
    await second.takeOver(first);
    const [before, after] = stage.played;
    expect([before.sound, after.sound]).toEqual(['first', 'second']);
    expect(after.atSeconds).toBeCloseTo(14, 9);
    expect(before.endSeconds).toBe(after.atSeconds);
    expect(after.offsetSeconds).toBeCloseTo(8 * 0.6, 9);
    stage.clock.now = 13.5;
    expect(second.positionSeconds()).toBeCloseTo(8 * 0.6 - 0.5, 9);
    stage.clock.now = 15;
    expect(second.positionSeconds()).toBeCloseTo(8 * 0.6 + 1, 9);
    expect(second.state.get().isPlaying).toBe(true);
  });

  it('leaves no gap where a third one is chosen before its turn has come', async () => {
    const first = player('first', 120);
    await first.play();
    stage.clock.now = 13;
    const second = player('second', 120);
    await second.takeOver(first);
    stage.clock.now = 13.2;
    const third = player('third', 120);
    await third.takeOver(second);
    const [one, three] = stage.played;
    expect(stage.played.map(({ sound }) => sound)).toEqual(['first', 'third']);
    expect(one.endSeconds).toBe(three.atSeconds);
    expect(three.atSeconds).toBeCloseTo(14, 9);
    expect(three.atSeconds - three.offsetSeconds).toBeCloseTo(10, 9);
  });

  it('lets one of its songs go on where that was chosen meanwhile, and nothing beside it', async () => {
    const first = player('first', 120);
    await first.play();
    stage.clock.now = 13;
    const second = player('second', 120, true);
    const entered = second.takeOver(first);
    await second.choice.compareWith('a');
    await entered;
    const song = stage.played.filter(({ sound }) => sound === 'second a');
    expect(song.at(-1)?.atSeconds).toBeCloseTo(14, 9);
    expect(song.at(-1)?.offsetSeconds).toBeCloseTo(4, 9);

    const third = player('third', 120, true);
    stage.clock.now = 15;
    await third.takeOver(second);
    await third.choice.compareWith('b');
    const other = stage.played.filter(({ sound }) => sound === 'third b');
    expect(other.map(({ atSeconds }) => atSeconds)).toEqual([16]);
  });

  it('is as silent as the one before it', async () => {
    const first = player('first', 120);
    await first.play();
    stage.clock.now = 13;
    const second = player('second', 120);
    const entered = second.takeOver(first);
    second.toggleMuted();
    expect(first.state.get().isMuted).toBe(true);
    await entered;
    expect(second.state.get().isMuted).toBe(true);
  });

  it('goes round in the same bars', async () => {
    const first = player('first', 120);
    await first.play();
    first.setLoop({ startSeconds: 2, endSeconds: 4 });
    stage.clock.now = 12.5;
    const second = player('second', 100);
    await second.takeOver(first);
    const loop = second.state.get().loop;
    expect(loop?.startSeconds).toBeCloseTo(4 * 0.6, 9);
    expect(loop?.endSeconds).toBeCloseTo(8 * 0.6, 9);
  });

  it('goes round to the sample, at its end too, until the loop is taken back', async () => {
    const only = player('only', 120);
    await only.play();
    only.setLoop({ startSeconds: 31, endSeconds: only.durationSeconds });
    passTo(13.5);
    const rounds = stage.played.filter(({ offsetSeconds }) => offsetSeconds === 31);
    expect(rounds.map(({ atSeconds }) => atSeconds)).toEqual([10, 11, 12, 13, 14]);
    expect(only.positionSeconds()).toBeCloseTo(31.5, 9);
    only.setLoop(null);
    expect(stage.played.every(({ atSeconds }) => atSeconds <= 13.5)).toBe(true);
    passTo(14.2);
    expect(only.state.get().isPlaying).toBe(false);
  });

  it('plays the same of the songs as the one before it', async () => {
    const first = player('first', 120, true);
    await first.play();
    await first.choice.compareWith('a');
    stage.clock.now = 13;
    const second = player('second', 120, true);
    await second.takeOver(first);
    expect(second.state.get()).toMatchObject({ original: 'a', isOriginalLoading: false });
    const song = stage.played.find(({ sound }) => sound === 'second a');
    expect(song).toMatchObject({ atSeconds: 14, offsetSeconds: 4 });
  });

  it('leaves the one before it to play on where it cannot be fetched', async () => {
    const first = player('first', 120);
    await first.play();
    stage.clock.now = 13;
    const told: unknown[] = [];
    const sound = { ...soundOf('second', 120, false), load: () => Promise.reject(new Error('no')) };
    const second = new StemPlayer(sound, (thrown) => told.push(thrown));
    await second.takeOver(first);
    expect(told).toHaveLength(1);
    expect(second.state.get()).toMatchObject({ isPlaying: true, isStarting: false });
    expect(second.positionSeconds()).toBeCloseTo(3, 9);
    stage.clock.now = 14;
    second.pause();
    expect(second.positionSeconds()).toBeCloseTo(4, 9);
    expect(stage.played[0].endSeconds).toBe(14);
  });

  it('only stands at the same beat where nothing plays', async () => {
    const first = player('first', 120);
    first.seek(4);
    const second = player('second', 100);
    await second.takeOver(first);
    expect(second.positionSeconds()).toBeCloseTo(8 * 0.6, 9);
    expect(second.state.get().isPlaying).toBe(false);
    expect(stage.played).toEqual([]);
  });
});

/** Sixteen bars that are made four at a time; parts are held back until they are let go. */
function livePlayer(tempoBpm: number) {
  const sound = soundOf('whole', tempoBpm, false);
  const { beatsSeconds } = sound;
  let isHeldBack = false;
  const waiting: (() => void)[] = [];
  const parts = new Map<number, PlayablePart>();
  const startOf = (beat: number) => Math.floor(beat / 16) * 16;
  const live = {
    beatsSeconds,
    release: vi.fn(),
    madeAt: (beat: number) => parts.get(startOf(beat)) ?? null,
    async partAt(beat: number) {
      const startBeat = startOf(beat);
      if (isHeldBack) await new Promise<void>((resolve) => waiting.push(resolve));
      const part = {
        plan: null as never,
        buffer: { sound: `part ${startBeat}` } as never,
        startBeat,
        endBeat: startBeat + 16,
        startSeconds: beatsSeconds[startBeat],
        lengthSeconds: beatsSeconds[startBeat + 16] - beatsSeconds[startBeat],
        beatsSeconds,
      };
      parts.set(startBeat, part);
      return part;
    },
  };
  const made = new StemPlayer({ ...sound, live }, (thrown) => {
    throw thrown;
  });
  return {
    player: made,
    live,
    hold: () => {
      isHeldBack = true;
    },
    letGo: () => {
      isHeldBack = false;
      for (const letGo of waiting.splice(0)) letGo();
    },
  };
}

/** Lets what waits for the clock, and for each other, come to rest. */
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('a plan that is made while it is heard', () => {
  beforeEach(() => {
    stage.clock.now = 10;
    stage.played.length = 0;
    vi.useFakeTimers();
  });

  it('goes on from part to part without a gap', async () => {
    const { player: plan } = livePlayer(120);
    plan.seek(3);
    await plan.play();
    for (let now = 10; now < 26; now += 0.2) {
      stage.clock.now = now;
      await vi.advanceTimersByTimeAsync(200);
    }
    const [first, second, third] = stage.played;
    expect([first.sound, second.sound, third.sound]).toEqual(['part 0', 'part 16', 'part 32']);
    expect(first).toMatchObject({ atSeconds: 10, offsetSeconds: 3 });
    expect(second.atSeconds).toBeCloseTo(15, 9);
    expect(second.offsetSeconds).toBeCloseTo(0, 9);
    expect(third.atSeconds).toBeCloseTo(23, 9);
    expect(first.endSeconds).toBeCloseTo(15, 9);
  });

  it('waits where a part is late, and goes on from there', async () => {
    const { player: plan, hold, letGo } = livePlayer(120);
    await plan.play();
    hold();
    for (; stage.clock.now < 21; stage.clock.now += 0.2) await vi.advanceTimersByTimeAsync(200);
    expect(plan.state.get()).toMatchObject({ isPlaying: false, isStarting: true });
    expect(plan.positionSeconds()).toBeCloseTo(8, 9);
    letGo();
    await settle();
    await settle();
    expect(plan.state.get().isPlaying).toBe(true);
    const again = stage.played.at(-1);
    expect(again).toMatchObject({ sound: 'part 16', offsetSeconds: 0 });
    expect(again?.atSeconds).toBe(stage.clock.now);
    expect(plan.positionSeconds()).toBeCloseTo(8, 9);
  });

  it('asks for nothing once it is let go', async () => {
    const { player: plan, live } = livePlayer(120);
    const partAt = vi.spyOn(live, 'partAt');
    const started = plan.play();
    plan.dispose();
    await started;
    expect(live.release).toHaveBeenCalled();
    expect(partAt).not.toHaveBeenCalled();
  });

  it.each(['stands', 'starts'])(
    'asks for its beginning before one that %s is let go',
    async (how) => {
      const { player: first, live: before, hold } = livePlayer(120);
      hold();
      if (how === 'starts') void first.play();
      const { player: second, live } = livePlayer(100);
      const partAt = vi.spyOn(live, 'partAt');
      await second.takeOver(first);
      expect(partAt.mock.invocationCallOrder[0]).toBeLessThan(
        before.release.mock.invocationCallOrder[0],
      );
    },
  );

  it('hands over to its render at a bar line, and lets the workers go', async () => {
    const { player: plan, live } = livePlayer(120);
    await plan.play();
    stage.clock.now = 13;
    await settle();
    const rendered = player('rendered', 120);
    await rendered.takeOver(plan);
    const [part, whole] = [stage.played[0], stage.played.at(-1)];
    expect(whole).toMatchObject({ sound: 'rendered', atSeconds: 14, offsetSeconds: 4 });
    expect(part.endSeconds).toBe(14);
    await vi.advanceTimersByTimeAsync(2000);
    expect(live.release).toHaveBeenCalled();
  });

  it('shows what is heard until its first part is made, and stands there on pause', async () => {
    const first = player('first', 120);
    await first.play();
    stage.clock.now = 13;
    const { player: plan, hold } = livePlayer(120);
    hold();
    void plan.takeOver(first);
    await settle();
    stage.clock.now = 18;
    expect(plan.positionSeconds()).toBeCloseTo(8, 9);
    plan.pause();
    expect(plan.positionSeconds()).toBeCloseTo(8, 9);
    expect(first.state.get().isPlaying).toBe(false);
  });

  it('takes over at a bar line from what is rendered, and has no stems to choose from', async () => {
    const first = player('first', 120);
    await first.play();
    stage.clock.now = 13;
    const { player: plan } = livePlayer(100);
    await plan.takeOver(first);
    expect(stage.played[0].endSeconds).toBe(14);
    expect(stage.played.at(-1)).toMatchObject({ sound: 'part 0', atSeconds: 14 });
    expect(stage.played.at(-1)?.offsetSeconds).toBeCloseTo(8 * 0.6, 9);
    plan.choice.toggleSolo('vocals');
    expect(plan.state.get().hears).toBe('mix');
  });
});
