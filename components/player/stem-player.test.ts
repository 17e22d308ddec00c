import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlayerSound } from './player-sound';
import { StemPlayer } from './stem-player';

type Listener = (time: number, offsetSeconds: number) => void;

/** Tone on a clock that is moved by hand: what is to happen at a moment is told there and then. */
const stage = vi.hoisted(() => {
  const clock = { now: 0 };
  const played: { sound: string; atSeconds: number; offsetSeconds: number; endSeconds: number }[] =
    [];
  const listeners = new Map<string, Set<Listener>>();
  let origin = 0;
  const emit = (event: string, time: number, offsetSeconds = 0) => {
    for (const listener of [...(listeners.get(event) ?? [])]) listener(time, offsetSeconds);
  };
  const transport = {
    loop: false,
    on: (event: string, listener: Listener) =>
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
    off: (event: string, listener: Listener) => listeners.get(event)?.delete(listener),
    start: (time = clock.now, offsetSeconds = 0) => {
      origin = time - offsetSeconds;
      emit('start', time, offsetSeconds);
    },
    stop: (time = clock.now) => emit('stop', time),
    schedule: (end: (time: number) => void) => {
      stage.end = end;
      return 0;
    },
    setLoopPoints: () => undefined,
    clear: () => undefined,
    getSecondsAtTime: (time: number) => time - origin,
  };
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
    };
    stop = (time: number) => {
      this.entry.endSeconds = Math.min(this.entry.endSeconds, time);
    };
  }
  const create = () => new Node();
  const tone = {
    start: async () => undefined,
    now: () => clock.now,
    immediate: () => clock.now,
    getTransport: () => transport,
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
  const stage = { clock, played, tone, end: (_time: number): void => undefined };
  return stage;
});
vi.mock('./tone', () => ({
  loadTone: async () => stage.tone,
  onSample: (seconds: number) => seconds,
}));
vi.mock('./audio-buffers', () => ({ toAudioBuffer: async (sound: unknown) => sound }));

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
    const [one, two, three] = stage.played;
    expect(one.endSeconds).toBeCloseTo(14, 9);
    expect(two.atSeconds).toBeCloseTo(14, 9);
    expect(two.endSeconds).toBe(three.atSeconds);
    expect(three.atSeconds - three.offsetSeconds).toBeCloseTo(10, 9);
  });

  it('lets one of its songs go on where that was chosen meanwhile, and nothing beside it', async () => {
    const first = player('first', 120);
    await first.play();
    stage.clock.now = 13;
    const second = player('second', 120, true);
    const entered = second.takeOver(first);
    await second.compareWith('a');
    await entered;
    const song = stage.played.filter(({ sound }) => sound === 'second a');
    expect(song.at(-1)?.atSeconds).toBeCloseTo(14, 9);
    expect(song.at(-1)?.offsetSeconds).toBeCloseTo(4, 9);

    const third = player('third', 120, true);
    stage.clock.now = 15;
    await third.takeOver(second);
    await third.compareWith('b');
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

  it('goes round at its end too', async () => {
    const only = player('only', 120);
    await only.play();
    only.setLoop({ startSeconds: 30, endSeconds: only.durationSeconds });
    stage.end(stage.clock.now);
    expect(only.state.get().isPlaying).toBe(true);
    only.setLoop(null);
    stage.end(stage.clock.now);
    expect(only.state.get().isPlaying).toBe(false);
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
