import { describe, expect, it } from 'vitest';
import { applyCorrections } from './apply-corrections';
import type { Correction } from './correction';
import { testSong } from './testing/test-song';

/** 2 seconds a bar; intro 0-8, verse 8-24, chorus 24-32, verse 32-48, ... */
const song = testSong({ tempoBpm: 120 });
const [intro, verse, chorus] = song.sections;

function bars(...list: Correction[]): string[] {
  return applyCorrections(song, list).sections.map(
    ({ label, startBar, endBar }) => `${label} ${startBar}-${endBar}`,
  );
}

describe('lines between sections', () => {
  it('a moved line snaps to the nearest bar', () => {
    const toSeconds = verse.startSeconds + 4.7;
    const moved = bars({ kind: 'move-section-line', fromSeconds: verse.startSeconds, toSeconds });
    expect(moved.slice(0, 3)).toEqual(['intro 0-10', 'verse 10-24', 'chorus 24-32']);
  });

  it('leaves a bar to the sections on both sides', () => {
    const move = (toSeconds: number): Correction => ({
      kind: 'move-section-line',
      fromSeconds: verse.startSeconds,
      toSeconds,
    });
    expect(bars(move(-50)).slice(0, 2)).toEqual(['intro 0-1', 'verse 1-24']);
    expect(bars(move(500)).slice(0, 2)).toEqual(['intro 0-23', 'verse 23-24']);
  });

  it('a line that a later analysis has not found is drawn anew', () => {
    const moved = bars({ kind: 'move-section-line', fromSeconds: 32, toSeconds: 32.3 });
    expect(moved.slice(0, 3)).toEqual(['intro 0-8', 'verse 8-16', 'verse 16-24']);
  });

  it('a section is split, named and joined again', () => {
    const split: Correction = { kind: 'split-section', atSeconds: chorus.startSeconds + 8 };
    const half = chorus.startSeconds + 8;
    const named: Correction = {
      kind: 'rename-section',
      startSeconds: half,
      endSeconds: chorus.endSeconds,
      label: 'drop',
    };
    expect(bars(split, named).slice(2, 4)).toEqual(['chorus 24-28', 'drop 28-32']);
    const joined = bars(split, named, { kind: 'merge-sections', lineSeconds: half });
    expect(joined[2]).toBe('chorus 24-32');
  });

  it('follow the bars when these begin elsewhere', () => {
    const { sections, downbeatsSeconds } = applyCorrections(song, [
      { kind: 'shift-downbeat', beats: 1 },
    ]);
    expect(downbeatsSeconds).toContain(sections[1].startSeconds);
    expect(sections[1].startSeconds - verse.startSeconds).toBeCloseTo(0.5, 6);
  });
});

describe('what a section sounds like after its lines have moved', () => {
  it('a verse that takes in half a chorus sounds between the two', () => {
    const { sections } = applyCorrections(song, [
      {
        kind: 'move-section-line',
        fromSeconds: chorus.startSeconds,
        toSeconds: chorus.startSeconds + 8,
      },
    ]);
    const wider = sections[1];
    expect(wider.energy.overall).toBeGreaterThan(verse.energy.overall);
    expect(wider.energy.overall).toBeLessThan(chorus.energy.overall);
    expect(wider.energy.low).toBeCloseTo((16 * 0.6 + 4 * 0.95) / 20, 2);
    expect(sections[2].energy.low).toBeCloseTo(0.95, 6);
  });

  it('others keep their figures', () => {
    const { sections } = applyCorrections(song, [
      {
        kind: 'rename-section',
        startSeconds: intro.startSeconds,
        endSeconds: intro.endSeconds,
        label: 'build',
      },
    ]);
    expect(sections[0].label).toBe('build');
    expect(sections[4].energy.high).toBeCloseTo(song.sections[4].energy.high, 6);
    expect(sections[4].vocalActivity).toBeCloseTo(song.sections[4].vocalActivity, 6);
  });
});
