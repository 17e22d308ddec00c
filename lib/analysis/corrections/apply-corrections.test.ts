import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { songAnalysisSchema } from '../analysis-schema';
import type { SongAnalysis } from '../song-analysis';
import { applyCorrections } from './apply-corrections';
import type { Correction } from './correction';
import { corrections, intervals, songs } from './testing/arbitrary-songs';
import { testSong } from './testing/test-song';

const closeTo = (one: readonly number[], other: readonly number[], within: number) => {
  expect(one).toHaveLength(other.length);
  const apart = one.map((value, i) => Math.abs(value - other[i]));
  expect(Math.max(0, ...apart)).toBeLessThan(within);
};

/** What must hold for every analysis, corrected or not. */
function expectConsistent(analysis: SongAnalysis): void {
  const { beatsSeconds, downbeatsSeconds, durationSeconds, sections } = analysis;
  const { success, error } = songAnalysisSchema.safeParse(analysis);
  expect(error?.issues ?? []).toEqual([]);
  expect(success).toBe(true);
  expect(beatsSeconds[0]).toBeGreaterThanOrEqual(0);
  expect(beatsSeconds[beatsSeconds.length - 1]).toBeLessThanOrEqual(durationSeconds);
  expect(downbeatsSeconds.length).toBeGreaterThan(0);
  const byBeat = [
    ...Object.entries(analysis).filter(([name]) => name.endsWith('ByBeat')),
    ...Object.values(analysis.stems).flatMap((stem) =>
      Object.entries(stem).filter(([name]) => name.endsWith('ByBeat')),
    ),
  ];
  expect(byBeat).toHaveLength(10);
  for (const [, values] of byBeat) expect(values).toHaveLength(beatsSeconds.length - 1);
  for (const { startBeat, endBeat, anchorBeat } of analysis.vocalPhrases) {
    expect(startBeat).toBeGreaterThanOrEqual(0);
    expect(endBeat).toBeGreaterThan(startBeat);
    expect(endBeat).toBeLessThanOrEqual(beatsSeconds.length - 1);
    expect(downbeatsSeconds).toContain(beatsSeconds[anchorBeat]);
  }
  sections.forEach((section, i) => {
    expect(section.endSeconds).toBeGreaterThan(section.startSeconds);
    expect(beatsSeconds).toContain(section.startSeconds);
    expect(section.startSeconds).toBe(sections[i - 1]?.endSeconds ?? section.startSeconds);
    expect(section.startBar).toBe(sections[i - 1]?.endBar ?? section.startBar);
    expect(section.endBar).toBeGreaterThanOrEqual(section.startBar);
  });
  if (analysis.isGridConstant) {
    const period = 60 / analysis.tempoBpm;
    // The first beat may be pushed against the start of the file.
    const off = intervals(beatsSeconds.slice(1)).map((interval) => Math.abs(interval - period));
    expect(Math.max(0, ...off)).toBeLessThan(1e-6);
  }
}

describe('corrections of any song', () => {
  it('leave an analysis that holds together', () => {
    fc.assert(
      fc.property(songs, fc.array(corrections, { maxLength: 6 }), (song, list) => {
        expectConsistent(applyCorrections(song, list));
      }),
      { numRuns: 150 },
    );
  });

  it('change nothing where there are none, and never what was measured', () => {
    fc.assert(
      fc.property(songs, fc.array(corrections, { maxLength: 6 }), (song, list) => {
        const before = structuredClone(song);
        applyCorrections(song, list);
        expect(song).toEqual(before);
        expect(applyCorrections(song, [])).toEqual(song);
      }),
      { numRuns: 40 },
    );
  });

  it('twice and then half as fast is as it was', () => {
    fc.assert(
      fc.property(songs, (song) => {
        const back = applyCorrections(song, [{ kind: 'double-tempo' }, { kind: 'halve-tempo' }]);
        expect(back).toEqual(song);
      }),
      { numRuns: 40 },
    );
  });

  it('twice as fast, nudged there and back, and half as fast keeps beats and bars', () => {
    const song = testSong({ tempoBpm: 86, pickupBeats: 2 });
    const back = applyCorrections(song, [
      { kind: 'double-tempo' },
      { kind: 'nudge-grid', milliseconds: 7 },
      { kind: 'nudge-grid', milliseconds: -7 },
      { kind: 'halve-tempo' },
    ]);
    closeTo(back.beatsSeconds, song.beatsSeconds, 1e-9);
    closeTo(back.downbeatsSeconds, song.downbeatsSeconds, 1e-9);
  });

  it('nudges add up', () => {
    const ms = fc.integer({ min: -200, max: 200 });
    fc.assert(
      fc.property(songs, ms, ms, (song, one, other) => {
        const nudge = (milliseconds: number): Correction => ({ kind: 'nudge-grid', milliseconds });
        const apart = applyCorrections(song, [nudge(one), nudge(other)]);
        const together = applyCorrections(song, [nudge(one + other)]);
        closeTo(apart.beatsSeconds, together.beatsSeconds, 1e-9);
        closeTo(apart.downbeatsSeconds, together.downbeatsSeconds, 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it('a bar of shifts is no shift', () => {
    fc.assert(
      fc.property(songs, (song) => {
        const shifts = Array.from(
          { length: song.beatsPerBar },
          (): Correction => ({ kind: 'shift-downbeat', beats: 1 }),
        );
        const back = applyCorrections(song, shifts);
        closeTo(back.downbeatsSeconds, song.downbeatsSeconds, 1e-9);
      }),
      { numRuns: 40 },
    );
  });
});

describe('corrections and later analyses', () => {
  const early = testSong({ tempoBpm: 120 });
  const list: Correction[] = [
    { kind: 'set-key', tonic: 'F#', mode: 'minor' },
    { kind: 'set-downbeat', atSeconds: early.beatsSeconds[2] },
    {
      kind: 'rename-section',
      startSeconds: early.sections[2].startSeconds,
      endSeconds: early.sections[2].endSeconds,
      label: 'drop',
    },
  ];

  it('win over what a later analysis finds', () => {
    const later = testSong({ tempoBpm: 120, key: { tonic: 'C', mode: 'major' } });
    const { key, downbeatsSeconds, sections, provenance } = applyCorrections(later, list);
    expect(key).toMatchObject({ tonic: 'F#', mode: 'minor', camelot: '11A', confidence: 1 });
    expect(downbeatsSeconds).toContain(early.beatsSeconds[2]);
    expect(sections[2].label).toBe('drop');
    expect(provenance).toEqual({ grid: 'corrected', key: 'corrected', sections: 'corrected' });
  });

  it('say where each value came from', () => {
    const { provenance } = applyCorrections(early, [
      { kind: 'import-key', source: 'traktor', tonic: 'D', mode: 'minor' },
      {
        kind: 'import-grid',
        source: 'traktor',
        tempoSegments: [{ startSeconds: 0.2, bpm: 120, beatsPerBar: 4, firstBeatInBar: 1 }],
        offsetSeconds: 0,
      },
    ]);
    expect(provenance).toEqual({ grid: 'imported', key: 'imported', sections: 'measured' });
  });
});
