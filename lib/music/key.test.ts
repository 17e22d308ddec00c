import { describe, expect, it } from 'vitest';
import { camelotCode, camelotRelation, type Key, transposeKey } from './key';

const key = (tonic: Key['tonic'], mode: Key['mode']): Key => ({ tonic, mode });

describe('camelotCode', () => {
  // The wheel as printed by Mixed In Key.
  it.each([
    ['C', 'major', '8B'],
    ['A', 'minor', '8A'],
    ['G', 'major', '9B'],
    ['F', 'major', '7B'],
    ['G', 'minor', '6A'],
    ['C#', 'minor', '12A'],
    ['B', 'major', '1B'],
    ['G#', 'minor', '1A'],
    ['D#', 'minor', '2A'],
    ['F#', 'major', '2B'],
    ['E', 'major', '12B'],
  ] as const)('%s %s is %s', (tonic, mode, code) => {
    expect(camelotCode(key(tonic, mode))).toBe(code);
  });
});

describe('camelotRelation', () => {
  it('goes round the wheel the short way', () => {
    expect(camelotRelation(key('E', 'major'), key('B', 'major')).steps).toBe(1);
    expect(camelotRelation(key('C', 'major'), key('F#', 'major')).steps).toBe(6);
  });

  it('puts a semitone seven steps away, so that steps are no measure of a pitch shift', () => {
    const c = key('C', 'major');
    expect(camelotRelation(c, transposeKey(c, 1)).steps).toBe(5);
    expect(camelotRelation(c, transposeKey(c, 7)).steps).toBe(1);
  });

  it('takes relative keys as the same number with the other letter', () => {
    expect(camelotRelation(key('C', 'major'), key('A', 'minor'))).toEqual({
      steps: 0,
      crossesMode: true,
    });
  });
});
