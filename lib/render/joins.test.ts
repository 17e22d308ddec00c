import { describe, expect, it } from 'vitest';
import type { VocalPhrase } from '@/lib/analysis/song-analysis';
import type { StemName } from '@/lib/music/stem-names';
import { BeatTimes } from './beat-times';
import { stemJoins } from './joins';
import { stemRuns } from './stem-runs';
import { beatsAt, planOf, type SectionDraft } from './testing/synthetic';

/** Half a second a beat. */
const grid = new BeatTimes(beatsAt(65, 0, () => 120));

function joinsOf(sections: SectionDraft[], stem: StemName, phrases: VocalPhrase[] = []) {
  const plan = planOf(sections);
  return stemJoins(plan, stemRuns(plan, stem), grid, phrases);
}

const drumsAt = (
  anchorBeat: number,
  transitionIn?: SectionDraft['transitionIn'],
): SectionDraft => ({
  lengthBeats: 16,
  anchorBeat,
  stems: { drums: {}, bass: {} },
  ...(transitionIn && { transitionIn }),
});

const voiceAt = (sourceBeat: number): SectionDraft => ({
  lengthBeats: 16,
  anchorBeat: 0,
  stems: { vocals: { sourceBeat } },
});
const noVoice: SectionDraft = { lengthBeats: 16, anchorBeat: 0 };

describe('stemJoins', () => {
  it('centres a crossfade on the border', () => {
    const joins = joinsOf(
      [drumsAt(0), drumsAt(40, { type: 'crossfade', lengthBeats: 4 })],
      'drums',
    );
    expect(joins[1]).toMatchObject({ type: 'crossfade', startSeconds: 7, endSeconds: 9 });
  });

  it('lets two basses overlap for one beat at most', () => {
    const joins = joinsOf([drumsAt(0), drumsAt(40, { type: 'crossfade', lengthBeats: 8 })], 'bass');
    expect(joins[1]).toMatchObject({ startSeconds: 7.75, endSeconds: 8.25 });
  });

  it('has a cut over and done when the beat comes', () => {
    const [, join] = joinsOf([drumsAt(0), drumsAt(40)], 'drums');
    expect(join.type).toBe('cut');
    expect(join.endSeconds).toBe(8);
    expect(8 - join.startSeconds).toBeLessThanOrEqual(0.005);
  });

  it('ends sweeps and gaps on the border', () => {
    for (const type of ['filter-sweep', 'silence-gap'] as const) {
      const joins = joinsOf([drumsAt(0), drumsAt(40, { type, lengthBeats: 2 })], 'drums');
      expect(joins[1]).toMatchObject({ type, startSeconds: 7, endSeconds: 8 });
    }
  });

  it('does nothing to drums that play on, except to sweep or silence them', () => {
    const types = (transitionIn: SectionDraft['transitionIn']) =>
      joinsOf([drumsAt(0), drumsAt(16, transitionIn)], 'drums').map(({ type }) => type);
    expect(types({ type: 'crossfade', lengthBeats: 4 })).toEqual(['cut', 'crossfade']);
    expect(types({ type: 'silence-gap', lengthBeats: 1 })).toEqual([
      'cut',
      'silence-gap',
      'crossfade',
    ]);
  });

  it('centres a bass swap, and swaps basses within a beat', () => {
    const sections = [drumsAt(0), drumsAt(40, { type: 'bass-swap', lengthBeats: 4 })];
    const [, drums] = joinsOf(sections, 'drums');
    expect(drums).toMatchObject({ type: 'bass-swap', startSeconds: 7, endSeconds: 9 });
    const [, bass] = joinsOf(sections, 'bass');
    expect(bass).toMatchObject({ type: 'bass-swap', startSeconds: 7.75, endSeconds: 8.25 });
  });

  it('lets drums and bass drop out before a section, even where they play on, and nothing else', () => {
    const drop = { type: 'drop-out', lengthBeats: 2 } as const;
    const sections: SectionDraft[] = [0, 16].map((anchorBeat) => ({
      ...drumsAt(anchorBeat, drop),
      stems: { drums: {}, other: {} },
    }));
    const [, dropped] = joinsOf(sections, 'drums');
    expect(dropped).toMatchObject({ type: 'drop-out', startSeconds: 7, endSeconds: 8 });
    expect(joinsOf(sections, 'other').map(({ type }) => type)).not.toContain('drop-out');
  });

  it('lets a voice that leaves ring on in echoes', () => {
    const echo: SectionDraft = { ...noVoice, transitionIn: { type: 'echo-tail', lengthBeats: 4 } };
    const [, tail] = joinsOf([voiceAt(0), echo], 'vocals');
    expect(tail).toMatchObject({ type: 'echo-tail', startSeconds: 7.5, endSeconds: 9.5 });
  });

  it('never lets windows overlap', () => {
    const long = { type: 'crossfade', lengthBeats: 30 } as const;
    const joins = joinsOf([drumsAt(0), drumsAt(40, long), drumsAt(3, long)], 'drums');
    for (let i = 1; i < joins.length; i++) {
      expect(joins[i].startSeconds).toBeGreaterThanOrEqual(joins[i - 1].endSeconds);
      expect(joins[i].endSeconds).toBeGreaterThanOrEqual(joins[i].startSeconds);
    }
  });
});

describe('joins of the voice', () => {
  const pickup: VocalPhrase = { startBeat: 30.5, endBeat: 40, anchorBeat: 32 };

  it('lets a pickup be sung before its section', () => {
    const [entry] = joinsOf([noVoice, voiceAt(32)], 'vocals', [pickup]);
    expect(entry.endSeconds).toBeCloseTo(7.25, 6);
  });

  it('cuts the pickup where another phrase is still being sung', () => {
    const [, entry] = joinsOf([voiceAt(0), voiceAt(32)], 'vocals', [pickup]);
    expect(entry.endSeconds).toBeCloseTo(8, 6);
  });

  it('takes nothing that began more than two beats earlier for a pickup', () => {
    const [entry] = joinsOf([noVoice, voiceAt(32)], 'vocals', [{ ...pickup, startBeat: 26 }]);
    expect(entry.endSeconds).toBeCloseTo(8, 6);
  });

  it('lets a phrase that runs over ring on for a beat', () => {
    const phrase = { startBeat: 10, endBeat: 22, anchorBeat: 10 };
    const joins = joinsOf([voiceAt(0), noVoice], 'vocals', [phrase]);
    expect(joins[1]).toMatchObject({ startSeconds: 8, endSeconds: 8.5, incoming: null });
  });
});
