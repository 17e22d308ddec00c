import { describe, expect, it } from 'vitest';
import { Listening } from './listening';

function play(listening: Listening, from: number, to: number): void {
  for (let at = from; at < to; at += 0.5) listening.at(at);
  listening.stopped();
}

describe('Listening', () => {
  it('counts every second once, however often it is heard', () => {
    const listening = new Listening(100);
    expect(listening.take()).toBeNull();
    play(listening, 0, 20);
    expect(listening.take()).toEqual({ replays: 0, listenedShare: 0.2 });
    play(listening, 10, 30);
    expect(listening.take()).toEqual({ replays: 0, listenedShare: 0.3 });
  });

  it('does not count what was jumped over', () => {
    const listening = new Listening(100);
    listening.at(0);
    listening.at(90);
    expect(listening.take()?.listenedShare).toBeCloseTo(0.02, 9);
  });

  it('counts a replay where it goes on from the beginning after having been further', () => {
    const listening = new Listening(60);
    play(listening, 0, 30);
    play(listening, 0, 5);
    play(listening, 0, 5);
    expect(listening.take()?.replays).toBe(1);
    play(listening, 20, 25);
    play(listening, 0, 25);
    expect(listening.take()?.replays).toBe(1);
    expect(listening.take()?.replays).toBe(0);
  });

  it('counts no replay where a part is played round and round', () => {
    const listening = new Listening(60);
    for (const at of [2, 8, 2, 8, 2]) listening.at(at, true);
    expect(listening.take()?.replays).toBe(0);
  });
});
