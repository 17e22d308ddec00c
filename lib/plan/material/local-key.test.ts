import { describe, expect, it } from 'vitest';
import { otherSide } from '@/lib/music/stem-names';
import { makePlans } from '../make-plans';
import type { RemixPlan } from '../remix-plan';
import { sketchAnalysis, USUAL_PARTS } from '../sketch/sketch-analysis';
import { sourceBeats } from '../source-place';
import { keyByBeat, keyClashOver } from './local-key';
import { mapSong } from './map-song';

const A_MINOR = { tonic: 'A', mode: 'minor' } as const;
const F_SHARP_MINOR = { tonic: 'F#', mode: 'minor' } as const;
/** Verse, chorus, verse and chorus in A minor; a second round of them three semitones lower. */
const MODULATING = sketchAnalysis({
  tempoBpm: 120,
  key: A_MINOR,
  parts: [
    ...USUAL_PARTS.slice(0, 5),
    ...USUAL_PARTS.slice(1, 5).map((part) => ({ ...part, key: F_SHARP_MINOR })),
  ],
});
const STEADY = sketchAnalysis({ tempoBpm: 120, key: A_MINOR, sungBeats: 0 });
const CHANGE_BEAT = 4 * 56;

function pairing(vocalSemitones = 0) {
  return {
    vocal: mapSong(MODULATING),
    instrumental: mapSong(STEADY),
    vocalSemitones,
    vocalBeatsPerBeat: 1,
  };
}

describe('keys from beat to beat', () => {
  it('follow the trace, except where a key was set by hand or is uncertain', () => {
    const keys = keyByBeat(MODULATING);
    expect(keys[CHANGE_BEAT - 1]).toMatchObject(A_MINOR);
    expect(keys[CHANGE_BEAT]).toMatchObject(F_SHARP_MINOR);
    const corrected = { ...MODULATING.provenance, key: 'corrected' as const };
    const set = keyByBeat({ ...MODULATING, provenance: corrected });
    expect(set[CHANGE_BEAT]).toMatchObject(A_MINOR);
    const unsure = keyByBeat({ ...MODULATING, key: { ...MODULATING.key, confidence: 0.3 } });
    expect(unsure.every((key) => key === null)).toBe(true);
  });

  it('clash by the share of bars that lie beyond the change', () => {
    const place = { anchorBeat: 32, lengthBeats: 32 };
    const clash = keyClashOver(pairing(), place);
    expect(clash?.(CHANGE_BEAT - 32, null)).toBe(0);
    expect(clash?.(CHANGE_BEAT - 16, null)).toBe(0.5);
    expect(clash?.(CHANGE_BEAT, null)).toBe(1);
    // a loop of what lies before the change never reaches it
    expect(clash?.(CHANGE_BEAT - 16, 16)).toBe(0);
    // three semitones up the second round is in A minor, and the first in C minor
    const shifted = keyClashOver(pairing(3), place);
    expect([shifted?.(0, null), shifted?.(CHANGE_BEAT, null)]).toEqual([1, 0]);
  });

  it('have nothing to say where neither song leaves its key', () => {
    const steady = { ...pairing(), vocal: mapSong(STEADY) };
    expect(keyClashOver(steady, { anchorBeat: 0, lengthBeats: 32 })).toBeNull();
  });
});

describe('plans with a song that modulates', () => {
  const sungInOtherKey = (analysis: typeof MODULATING) => {
    const songs = {
      a: { title: 'Lithium', artist: '', analysis },
      b: { title: 'Sodium', artist: '', analysis: STEADY },
    };
    let [inOther, all] = [0, 0];
    for (const seed of [1, 2, 3]) {
      for (const plan of makePlans({ songs, prompt: "A's vocals over B", seed }).candidates) {
        for (const beat of sungBeats(plan)) {
          all += 1;
          if (beat >= CHANGE_BEAT) inOther += 1;
        }
      }
    }
    return inOther / all;
  };

  it('sing the phrases that fit the key under them', () => {
    const deaf = sungInOtherKey({ ...MODULATING, keyOverTime: null });
    const hearing = sungInOtherKey(MODULATING);
    expect(deaf).toBeGreaterThan(0.2);
    expect(hearing).toBeLessThan(0.25 * deaf);
  });
});

function sungBeats(plan: RemixPlan): number[] {
  expect(otherSide(plan.vocalSong)).toBe('b');
  return plan.sections.flatMap((section) => {
    const { vocals } = section.stems;
    if (vocals === null) return [];
    const length = vocals.loopSourceBeats ?? sourceBeats(plan, section, vocals);
    return Array.from({ length }, (_, beat) => vocals.sourceBeat + beat);
  });
}
