import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCorrection } from './add-correction';
import { applyCorrections } from './apply-corrections';
import type { Correction } from './correction';
import { corrections, songs } from './testing/arbitrary-songs';

const nudge = (milliseconds: number): Correction => ({ kind: 'nudge-grid', milliseconds });
const move = (fromSeconds: number, toSeconds: number): Correction => ({
  kind: 'move-section-line',
  fromSeconds,
  toSeconds,
});

describe('a correction after another', () => {
  it('joins steps of the same kind, and forgets those that take each other back', () => {
    const list = [nudge(1), nudge(10), nudge(-3)].reduce<Correction[]>(addCorrection, []);
    expect(list).toEqual([nudge(8)]);
    expect(addCorrection(list, nudge(-8))).toEqual([]);
    expect(addCorrection([{ kind: 'double-tempo' }], { kind: 'halve-tempo' })).toEqual([]);
    expect(addCorrection([move(16, 20)], move(20, 24))).toEqual([move(16, 24)]);
    expect(addCorrection([move(16, 20)], move(48, 50))).toHaveLength(2);
  });

  it('does what both do one after the other', () => {
    fc.assert(
      fc.property(songs, fc.array(corrections, { maxLength: 5 }), (song, list) => {
        const joined = list.reduce<Correction[]>(addCorrection, []);
        const one = applyCorrections(song, joined);
        const other = applyCorrections(song, list);
        expect(one.beatsSeconds.length).toBe(other.beatsSeconds.length);
        const apart = one.beatsSeconds.map((beat, i) => Math.abs(beat - other.beatsSeconds[i]));
        expect(Math.max(...apart)).toBeLessThan(1e-6);
        expect(one.key).toEqual(other.key);
        expect(one.sections.map(({ label }) => label)).toEqual(
          other.sections.map(({ label }) => label),
        );
      }),
      { numRuns: 100 },
    );
  });
});
