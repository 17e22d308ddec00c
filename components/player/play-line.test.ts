import { describe, expect, it } from 'vitest';
import { handOverMoment, positionAt, roundsAfter } from './play-line';

const loop = { startSeconds: 2, endSeconds: 3.7 };

describe('going round', () => {
  it('stays in time to the sample however many rounds there are', () => {
    let last = { atSeconds: 10, positionSeconds: 2.5 };
    let count = 0;
    for (let now = 10; count < 1000; now += 0.2) {
      const rounds = roundsAfter(last, loop, now, now + 1);
      count += rounds.length;
      last = rounds.at(-1) ?? last;
    }
    const due = 10 + 1.2 + (count - 1) * 1.7;
    expect(Math.abs(last.atSeconds - due)).toBeLessThan(1 / 44100);
    expect(last.positionSeconds).toBe(2);
  });

  it('joins a round in the middle where it comes too late', () => {
    const [round, next] = roundsAfter({ atSeconds: 0, positionSeconds: 2 }, loop, 4, 5.2);
    expect(round.atSeconds).toBe(4);
    expect(round.positionSeconds).toBeCloseTo(2 + 0.6, 9);
    expect(next).toMatchObject({ positionSeconds: 2 });
    expect(next.atSeconds).toBeCloseTo(5.1, 9);
  });

  it('plays on from behind the loop, and where there is none', () => {
    expect(roundsAfter({ atSeconds: 0, positionSeconds: 4 }, loop, 0, 99)).toEqual([]);
    expect(roundsAfter({ atSeconds: 0, positionSeconds: 2 }, null, 0, 99)).toEqual([]);
    const point = { startSeconds: 2, endSeconds: 2 };
    expect(roundsAfter({ atSeconds: 0, positionSeconds: 1 }, point, 0, 99)).toEqual([]);
  });

  it('is heard where the clock is', () => {
    const runs = [
      { atSeconds: 10, positionSeconds: 3 },
      { atSeconds: 10.7, positionSeconds: 2 },
    ];
    expect(positionAt(runs, 9.5)).toBeCloseTo(2.5, 9);
    expect(positionAt(runs, 10.5)).toBeCloseTo(3.5, 9);
    expect(positionAt(runs, 11)).toBeCloseTo(2.3, 9);
  });
});

describe('handing over', () => {
  const grid = {
    beatsSeconds: Array.from({ length: 17 }, (_, beat) => beat / 2),
    barBeats: [0, 4, 8, 12],
  };
  const runs = [{ atSeconds: 100, positionSeconds: 0 }];

  it('waits for the next bar line', () => {
    expect(handOverMoment(runs, grid, null, 102.5)).toEqual({ atSeconds: 104, beat: 8 });
    expect(handOverMoment(runs, grid, null, 104)).toEqual({ atSeconds: 104, beat: 8 });
  });

  it('goes on at the first beat of a loop that ends before that', () => {
    const bars = { startSeconds: 2, endSeconds: 4 };
    expect(handOverMoment(runs, grid, bars, 102.5)).toEqual({ atSeconds: 104, beat: 4 });
    const half = { startSeconds: 2, endSeconds: 3 };
    expect(handOverMoment(runs, grid, half, 102.5)).toEqual({ atSeconds: 103, beat: 4 });
  });

  it('does not wait where no bar follows', () => {
    expect(handOverMoment(runs, grid, null, 106.5)).toEqual({ atSeconds: 106.5, beat: 13 });
  });
});
