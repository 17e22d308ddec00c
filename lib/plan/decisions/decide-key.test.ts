import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Key, PITCH_CLASSES, pitchClassIndex } from '@/lib/music/key';
import { sketchAnalysis } from '../sketch/sketch-analysis';
import { decideKey } from './decide-key';

function song(key: Key, confidence = 0.9) {
  return sketchAnalysis({ tempoBpm: 120, key: { ...key, confidence } });
}

const anyKey = fc.record({
  tonic: fc.constantFrom(...PITCH_CLASSES),
  mode: fc.constantFrom('major' as const, 'minor' as const),
});

/** Tonic of the major key with the same notes. */
function relativeMajor(key: Key, shift = 0): number {
  return (pitchClassIndex(key.tonic) + shift + (key.mode === 'minor' ? 3 : 0) + 12) % 12;
}

/** Safe by the notes: the same scale, or for equal modes scales that differ in one note. */
function fits(vocal: Key, instrumental: Key, shift: number): boolean {
  const distance = (relativeMajor(vocal, shift) - relativeMajor(instrumental) + 24) % 12;
  return distance === 0 || (vocal.mode === instrumental.mode && (distance === 5 || distance === 7));
}

describe('the shift of the voice', () => {
  it.each([
    ['A minor over C major', { tonic: 'A', mode: 'minor' }, { tonic: 'C', mode: 'major' }, 0],
    ['A minor over E minor', { tonic: 'A', mode: 'minor' }, { tonic: 'E', mode: 'minor' }, 0],
    ['A minor over A# minor', { tonic: 'A', mode: 'minor' }, { tonic: 'A#', mode: 'minor' }, 1],
    ['A minor over G# minor', { tonic: 'A', mode: 'minor' }, { tonic: 'G#', mode: 'minor' }, -1],
    // C# major is 3B; A minor is 8A: the relative of C# major is A# minor, one up
    ['A minor over C# major', { tonic: 'A', mode: 'minor' }, { tonic: 'C#', mode: 'major' }, 1],
    // F# major wants D# minor: six semitones either way
    ['A minor over F# major', { tonic: 'A', mode: 'minor' }, { tonic: 'F#', mode: 'major' }, 0],
  ] as const)('%s: %s', (_, vocal, instrumental, semitones) => {
    expect(decideKey(song(vocal), song(instrumental)).vocalSemitones).toBe(semitones);
  });

  it('is the smallest that makes the scales fit, at most 4, else none', () => {
    fc.assert(
      fc.property(anyKey, anyKey, (vocal, instrumental) => {
        const { vocalSemitones } = decideKey(song(vocal), song(instrumental));
        const sizes = [0, 1, 2, 3, 4].filter(
          (size) => fits(vocal, instrumental, size) || fits(vocal, instrumental, -size),
        );
        expect(Math.abs(vocalSemitones)).toBe(sizes[0] ?? 0);
        if (sizes.length > 0) expect(fits(vocal, instrumental, vocalSemitones)).toBe(true);
      }),
    );
  });

  it('leaves the pitch alone where a key is uncertain, and says so', () => {
    const sure = song({ tonic: 'A#', mode: 'minor' });
    const unsure = song({ tonic: 'A', mode: 'minor' }, 0.4);
    for (const decision of [decideKey(unsure, sure), decideKey(sure, unsure)]) {
      expect(decision.vocalSemitones).toBe(0);
      expect(decision.reason).toContain('40 %');
    }
  });

  it('names both Camelot codes', () => {
    const { reason } = decideKey(
      song({ tonic: 'C', mode: 'minor' }),
      song({ tonic: 'A', mode: 'minor' }),
    );
    expect(reason).toContain('5A');
    expect(reason).toContain('8A');
  });
});
