import { describe, expect, it } from 'vitest';
import { keyRelation, keyScore } from './key-measures';
import { evaluateTempo } from './tempo-measures';

describe('key score, figures of mir_eval 0.8.2', () => {
  it.each([
    ['C major', 'C major', 1],
    ['c# minor', 'Db minor', 1],
    ['C major', 'G major', 0.5],
    ['G major', 'C major', 0],
    ['C major', 'A minor', 0.3],
    ['A minor', 'C major', 0.3],
    ['A minor', 'A major', 0.2],
    ['A minor', 'F# major', 0],
    ['X', 'X', 1],
    ['X', 'C major', 0],
    ['D other', 'D major', 0.2],
    ['D other', 'A other', 0.5],
  ])('%s estimated as %s', (reference, estimate, score) => {
    expect(keyScore(reference, estimate)).toBe(score);
  });

  it('takes keys as values and names their relation', () => {
    const key = { tonic: 'F#', mode: 'minor' } as const;
    expect(keyRelation(key, 'Gb minor')).toBe('same');
    expect(keyRelation(key, { tonic: 'C#', mode: 'minor' })).toBe('fifth above');
    expect(keyRelation(key, 'A major')).toBe('relative');
  });

  it('turns down what is no key', () => {
    expect(() => keyScore('C major', 'H dur')).toThrow(/is no key/);
  });
});

describe('tempo score, figures of mir_eval 0.8.2', () => {
  it('weighs each tempo that was found within 8 %', () => {
    const found = evaluateTempo([60, 120], 0.25, [129, 64.8]);
    expect(found).toEqual({ pScore: 1, oneCorrect: true, bothCorrect: true });
    expect(evaluateTempo([60, 120], 0.25, [120, 180]).pScore).toBe(0.75);
    expect(evaluateTempo([60, 120], 0.25, [65, 180])).toEqual({
      pScore: 0,
      oneCorrect: false,
      bothCorrect: false,
    });
  });

  it('a tempo of 0 is none', () => {
    expect(evaluateTempo([0, 120], 0.5, [0, 120]).bothCorrect).toBe(false);
    expect(() => evaluateTempo([0, 0], 0.5, [60, 120])).toThrow(/one reference above 0/);
  });
});
