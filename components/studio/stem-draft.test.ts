import { describe, expect, it } from 'vitest';
import { groupDroppedFiles } from '@/lib/stems/dropped-files';
import { draftOf, faultOf, filesOf, needsLook, type PartRole, summedStems } from './stem-draft';

function draft(...names: string[]) {
  const paths = names.map((name) => `Night Bus/${name}.wav`);
  const { songs } = groupDroppedFiles(paths.map((path) => ({ path, sizeBytes: 1 })));
  return draftOf(songs[0], (path) => ({ part: { file: new File([], path) }, color: null }));
}

const FOUR = ['vocals', 'drums', 'bass', 'other'];

describe('a draft of stems', () => {
  it('needs no look where each file is a stem of its own', () => {
    expect(needsLook(draft(...FOUR))).toBe(false);
    expect(needsLook(draft(...FOUR, 'mix'))).toBe(false);
    expect(needsLook(draft(...FOUR, 'kick'))).toBe(true);
    expect(needsLook(draft(...FOUR, 'instrumental'))).toBe(true);
  });

  it('says how many files make a stem', () => {
    expect(summedStems(draft(...FOUR, 'kick', 'snare'))).toContainEqual({
      stem: 'drums',
      files: 3,
    });
  });

  it('gives the files by what they are, without those left out', () => {
    const song = draft(...FOUR, 'instrumental');
    const { mix, stems } = filesOf(song);
    expect(mix).toBeNull();
    expect(stems.map(({ stem, file }) => [stem, file.name])).toEqual(
      FOUR.map((name) => [name, `Night Bus/${name}.wav`]),
    );
    song.parts[0].role = 'mix';
    expect(filesOf(song).mix?.file.name).toBe('Night Bus/vocals.wav');
  });

  it.each<[PartRole[], RegExp | null]>([
    [['vocals', 'drums', 'bass', 'other'], null],
    [['mix', 'out', 'out', 'out'], null],
    [['vocals', 'instrumental', 'mix', 'out'], null],
    [['mix', 'mix', 'bass', 'other'], /one file/],
    [['out', 'out', 'out', 'out'], /at least one/],
    [['vocals', 'instrumental', 'bass', 'out'], /already holds/],
    [['instrumental', 'out', 'out', 'out'], /vocals/],
  ])('as %j has the right fault', (roles, fault) => {
    const song = draft(...FOUR);
    const parts = song.parts.map((part, i) => ({ ...part, role: roles[i] }));
    if (fault) expect(faultOf({ ...song, parts })).toMatch(fault);
    else expect(faultOf({ ...song, parts })).toBeNull();
  });
});
