import { describe, expect, it } from 'vitest';
import { beatPosition, findPhrases } from './vocal-activity';

const BEATS = Array.from({ length: 33 }, (_, i) => 0.5 * i);
const DOWNBEATS = [0, 4, 8, 12, 16, 20, 24, 28, 32];

/** Frames of 10 ms in which the voice sounds. */
function sing(...spans: [from: number, to: number][]): Uint8Array {
  const active = new Uint8Array(1600);
  for (const [from, to] of spans) active.fill(1, from * 100, to * 100);
  return active;
}

describe('findPhrases', () => {
  it('joins words less than a beat apart and parts those further', () => {
    const phrases = findPhrases(sing([2, 3], [3.4, 5], [6, 7]), BEATS, DOWNBEATS);
    expect(phrases.map(({ startBeat, endBeat }) => [startBeat, endBeat])).toEqual([
      [4, 10],
      [12, 14],
    ]);
  });

  it('gives a pickup to the downbeat that it leads to', () => {
    const [phrase] = findPhrases(sing([3.5, 6]), BEATS, DOWNBEATS);
    expect(phrase).toMatchObject({ startBeat: 7, anchorBeat: 8 });
  });
});

describe('beatPosition', () => {
  it('counts in fractions and runs on past the last beat', () => {
    expect(beatPosition(BEATS, 1.25)).toBeCloseTo(2.5);
    expect(beatPosition(BEATS, 17)).toBeCloseTo(34);
  });
});
