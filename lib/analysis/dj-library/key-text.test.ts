import { describe, expect, it } from 'vitest';
import { camelotCode, keyName, PITCH_CLASSES, transposeKey } from '@/lib/music/key';
import { parseKeyText, traktorKey } from './key-text';

const named = (text: string) => {
  const key = parseKeyText(text);
  return key && keyName(key);
};

describe('keys as people write them', () => {
  it.each([
    ['Am', 'A minor'],
    ['F#m', 'F# minor'],
    ['Db', 'C# major'],
    ['Bbmin', 'A# minor'],
    ['E♭ maj', 'D# major'],
    ['C minor', 'C minor'],
    ['g', 'G major'],
    ['8A', 'A minor'],
    ['08B', 'C major'],
    ['12B', 'E major'],
    ['1A', 'G# minor'],
    ['2d', 'G major'],
    ['1m', 'A minor'],
    ['8A / Am', 'A minor'],
    ['Cb', 'B major'],
  ])('%s is %s', (text, key) => {
    expect(named(text)).toBe(key);
  });

  it.each(['', 'H', '13A', '0B', 'unknown', 'Hmm'])('"%s" is none', (text) => {
    expect(named(text)).toBeNull();
  });

  it('reads back every Camelot code', () => {
    for (const mode of ['major', 'minor'] as const) {
      PITCH_CLASSES.forEach((_, semitones) => {
        const key = transposeKey({ tonic: 'C', mode }, semitones);
        expect(parseKeyText(camelotCode(key))).toEqual(key);
      });
    }
  });

  it("reads Traktor's numbers", () => {
    expect(traktorKey(7)).toEqual({ tonic: 'G', mode: 'major' });
    expect(traktorKey(12)).toEqual({ tonic: 'C', mode: 'minor' });
    expect(traktorKey(24)).toBeNull();
    expect(traktorKey(Number.NaN)).toBeNull();
  });
});
