import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import type { SongAnalysis } from '../song-analysis';
import { applyCorrections } from './apply-corrections';
import type { Correction } from './correction';
import { testSong } from './testing/test-song';

const song = testSong({ tempoBpm: 140, pickupBeats: 1 });
const live = testSong({ tempoBpm: 100, drift: 0.03 });

function corrected(analysis: SongAnalysis, ...list: Correction[]): SongAnalysis {
  return applyCorrections(analysis, list);
}

/** Largest distance from a beat of one grid to the nearest of another, away from the ends. */
function apart(one: SongAnalysis, otherBeats: readonly number[]): number {
  const inner = one.beatsSeconds.slice(4, -4);
  return Math.max(
    ...inner.map((beat) => Math.min(...otherBeats.map((other) => Math.abs(other - beat)))),
  );
}

describe('twice and half the tempo', () => {
  it('twice: every beat stays, others lie in the middle, each bar becomes two', () => {
    for (const analysis of [song, live]) {
      const fast = corrected(analysis, { kind: 'double-tempo' });
      expect(fast.tempoBpm / analysis.tempoBpm).toBeCloseTo(2, 1);
      for (const beat of analysis.beatsSeconds) expect(fast.beatsSeconds).toContain(beat);
      for (const bar of analysis.downbeatsSeconds) expect(fast.downbeatsSeconds).toContain(bar);
      expect(fast.downbeatsSeconds.length).toBeGreaterThan(
        2 * analysis.downbeatsSeconds.length - 3,
      );
      expect(fast.beatsPerBar).toBe(4);
      expect(fast.confidence.tempo).toBe(1);
    }
  });

  it('half: the first bar line stays and every second goes', () => {
    const slow = corrected(live, { kind: 'halve-tempo' });
    expect(slow.downbeatsSeconds).toEqual(live.downbeatsSeconds.filter((_, bar) => bar % 2 === 0));
    expect(slow.isGridConstant).toBe(false);
  });

  it('sections keep their places and count the new bars', () => {
    const slow = corrected(testSong({ tempoBpm: 140 }), { kind: 'halve-tempo' });
    expect(slow.sections.map(({ startBar }) => startBar)).toEqual([0, 4, 12, 16, 24, 28, 32, 36]);
    expect(slow.sections.map(({ label }) => label)).toEqual(
      song.sections.map(({ label }) => label),
    );
    // Twice as long a beat has twice as many onsets.
    expect(slow.sections[1].density / song.sections[1].density).toBeCloseTo(2, 6);
  });

  it('other readings of the tempo start with what was measured', () => {
    expect(corrected(song, { kind: 'halve-tempo' }).tempoAlternativesBpm[0]).toBeCloseTo(140);
  });

  it('goes no further than music does', () => {
    const many = Array.from({ length: 30 }, (): Correction => ({ kind: 'double-tempo' }));
    expect(corrected(song, ...many).tempoBpm).toBeLessThanOrEqual(400);
  });
});

describe('downbeats', () => {
  it('one beat later begins every bar one beat later', () => {
    const later = corrected(song, { kind: 'shift-downbeat', beats: 1 });
    expect(later.beatsSeconds).toEqual(song.beatsSeconds);
    const second = song.beatsSeconds.indexOf(song.downbeatsSeconds[0]) + 1;
    expect(later.downbeatsSeconds[0]).toBe(song.beatsSeconds[second]);
    expect(later.groove?.accentBySixteenth[0]).toBeCloseTo(1 / 5);
  });

  it('set near a beat, that beat begins the bar and the beats stay', () => {
    const at = song.beatsSeconds[43] + 0.04;
    const set = corrected(song, { kind: 'set-downbeat', atSeconds: at });
    expect(set.downbeatsSeconds).toContain(song.beatsSeconds[43]);
    expect(set.beatsSeconds).toEqual(song.beatsSeconds);
  });

  it('set between two beats, all beats move by half', () => {
    const middle = (song.beatsSeconds[42] + song.beatsSeconds[43]) / 2;
    const set = corrected(song, { kind: 'set-downbeat', atSeconds: middle + 0.03 });
    expect(set.downbeatsSeconds.some((seconds) => Math.abs(seconds - middle) < 1e-9)).toBe(true);
  });

  it('set anywhere else, a bar begins exactly there', () => {
    const at = song.beatsSeconds[42] + 0.1;
    const set = corrected(song, { kind: 'set-downbeat', atSeconds: at });
    expect(set.downbeatsSeconds.some((seconds) => Math.abs(seconds - at) < 1e-9)).toBe(true);
    expect(set.tempoBpm).toBeCloseTo(song.tempoBpm, 6);
  });

  it('a metre of three counts from the first bar', () => {
    const waltz = corrected(song, { kind: 'set-metre', beatsPerBar: 3 });
    expect(waltz.downbeatsSeconds[0]).toBe(song.downbeatsSeconds[0]);
    expect(waltz.downbeatsSeconds[1]).toBe(song.beatsSeconds[4]);
  });
});

describe('nudging', () => {
  it('moves beats and what is measured against them', () => {
    const nudged = corrected(song, { kind: 'nudge-grid', milliseconds: 6 });
    expect(nudged.beatsSeconds[9] - song.beatsSeconds[9]).toBeCloseTo(0.006, 9);
    expect(nudged.groove?.onsetOffsetMedianMs).toBeCloseTo(-2, 6);
  });

  it('keeps a first beat that is pushed a little before the start of the file', () => {
    const shifted = testSong({ tempoBpm: 120 });
    const nudged = corrected(shifted, { kind: 'nudge-grid', milliseconds: -110 });
    expect(nudged.beatsSeconds[0]).toBe(0);
    expect(nudged.downbeatsSeconds[0]).toBe(0);
    expect(nudged.sections[0].startBar).toBe(0);
  });
});

describe('tapping', () => {
  const random = createRandom(5);
  const tapAt = (beats: readonly number[]) => beats.map((beat) => beat + 0.015 * random.normal());

  it('at twice the tempo that was found gives the exact grid at twice the tempo', () => {
    const truth = corrected(song, { kind: 'double-tempo' });
    const taps = tapAt(truth.beatsSeconds.slice(20, 36));
    const tapped = corrected(song, { kind: 'tap-tempo', tapsSeconds: taps });
    expect(tapped.tempoBpm).toBeCloseTo(truth.tempoBpm, 6);
    expect(apart(tapped, truth.beatsSeconds)).toBeLessThan(1e-6);
  });

  it('follows a live grid', () => {
    const truth = corrected(live, { kind: 'double-tempo' });
    const taps = tapAt(truth.beatsSeconds.slice(60, 80));
    const tapped = corrected(live, { kind: 'tap-tempo', tapsSeconds: taps });
    expect(apart(tapped, truth.beatsSeconds)).toBeLessThan(1e-6);
  });

  it('on the off-beats moves the beats there', () => {
    const middles = song.beatsSeconds.slice(1).map((beat, i) => (beat + song.beatsSeconds[i]) / 2);
    const tapped = corrected(song, { kind: 'tap-tempo', tapsSeconds: tapAt(middles.slice(8, 24)) });
    expect(apart(tapped, middles)).toBeLessThan(1e-6);
    expect(tapped.tempoBpm).toBeCloseTo(song.tempoBpm, 6);
  });

  it('along with the grid changes none of its beats', () => {
    const taps = tapAt(song.beatsSeconds.slice(8, 24));
    const tapped = corrected(song, { kind: 'tap-tempo', tapsSeconds: taps });
    expect(tapped.beatsSeconds).toEqual(song.beatsSeconds);
    expect(tapped.confidence).toMatchObject({ tempo: 1, beats: 1 });
  });

  it('at a tempo of its own lays out a constant grid through the taps', () => {
    const taps = Array.from({ length: 24 }, (_, i) => 20 + i * (60 / 117));
    const tapped = corrected(live, { kind: 'tap-tempo', tapsSeconds: taps });
    expect(tapped.tempoBpm).toBeCloseTo(117, 6);
    expect(tapped.isGridConstant).toBe(true);
    expect(Math.min(...tapped.beatsSeconds.map((beat) => Math.abs(beat - 20)))).toBeLessThan(1e-6);
  });

  it('too few taps change nothing', () => {
    const tapped = corrected(song, { kind: 'tap-tempo', tapsSeconds: [1, 1.5] });
    expect(tapped.beatsSeconds).toEqual(song.beatsSeconds);
  });
});

describe('a tempo as a number', () => {
  it('holds for the whole song from the first bar on', () => {
    const set = corrected(live, { kind: 'set-tempo', tempoBpm: 101.5 });
    expect(set.tempoBpm).toBeCloseTo(101.5, 9);
    expect(set.isGridConstant).toBe(true);
    expect(set.downbeatsSeconds[0]).toBeCloseTo(live.downbeatsSeconds[0], 9);
  });
});

describe('an imported grid', () => {
  it('lies where the library says, moved by the offset', () => {
    const imported = corrected(song, {
      kind: 'import-grid',
      source: 'rekordbox',
      tempoSegments: [{ startSeconds: 0.5, bpm: 128, beatsPerBar: 4, firstBeatInBar: 3 }],
      offsetSeconds: 0.024,
    });
    expect(imported.tempoBpm).toBeCloseTo(128, 6);
    // The third beat of a bar at 0.524 s: the next bar begins two beats later.
    expect(imported.downbeatsSeconds[0]).toBeCloseTo(0.524 + 120 / 128, 9);
    expect(imported.confidence.tempo).toBeGreaterThan(0.8);
  });

  it('keeps several tempi', () => {
    const imported = corrected(song, {
      kind: 'import-grid',
      source: 'rekordbox',
      tempoSegments: [
        { startSeconds: 0, bpm: 120, beatsPerBar: 4, firstBeatInBar: 1 },
        { startSeconds: 40, bpm: 90, beatsPerBar: 4, firstBeatInBar: 1 },
      ],
      offsetSeconds: 0,
    });
    expect(imported.isGridConstant).toBe(false);
    expect(imported.downbeatsSeconds).toContain(40);
  });
});
