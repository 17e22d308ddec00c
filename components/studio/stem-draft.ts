/** What each file of a set of stems is taken for, before the song is added: told by names, corrected by the user. */
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { GroupedSong } from '@/lib/stems/dropped-files';
import type { PartFile, SongFiles } from '@/workers/song-files';

export const PART_ROLES = [...STEM_NAMES, 'instrumental', 'mix', 'out'] as const;
export type PartRole = (typeof PART_ROLES)[number];

export interface DraftPart {
  path: string;
  /** As the file is called. */
  name: string;
  role: PartRole;
  /** "#RRGGBB" by which its producer knows it; null where there is none. */
  color: string | null;
  part: PartFile;
}

export interface StemDraft {
  title: string;
  parts: DraftPart[];
}

/** @param partAt the file of a path, and its colour */
export function draftOf(
  song: GroupedSong,
  partAt: (path: string) => Pick<DraftPart, 'part' | 'color'>,
): StemDraft {
  const draftPart = (path: string, role: PartRole): DraftPart => ({
    path,
    name: path.split('/').at(-1) as string,
    role,
    ...partAt(path),
  });
  return {
    title: song.title,
    parts: [
      ...(song.mixPath === null ? [] : [draftPart(song.mixPath, 'mix')]),
      ...song.stemPaths.map(({ path, stem }) => draftPart(path, stem)),
      ...song.leftOutPaths.map((path) => draftPart(path, 'out')),
    ],
  };
}

/** Whether names alone settle it: four files for four stems need no second look, more are summed. */
export function needsLook({ parts }: StemDraft): boolean {
  const stems = parts.filter(({ role }) => role !== 'mix' && role !== 'out');
  return (
    stems.length > 0 && new Set(stems.map(({ role }) => role)).size < parts.length - mixes(parts)
  );
}

/** Why the song cannot be added so, as a sentence; null where it can. */
export function faultOf({ parts }: StemDraft): string | null {
  const roles = new Set(parts.map(({ role }) => role));
  if (mixes(parts) > 1) return 'Only one file can be the mix.';
  const stems = STEM_NAMES.filter((name) => roles.has(name));
  if (stems.length === 0 && !roles.has('instrumental')) {
    return mixes(parts) === 1 ? null : 'Say of at least one file what it is.';
  }
  if (roles.has('instrumental') && stems.some((name) => name !== 'vocals')) {
    return 'An instrumental already holds drums, bass and the rest: leave it out, or leave those out.';
  }
  if (roles.has('instrumental') && !roles.has('vocals')) {
    return 'Beside an instrumental there has to be a file with the vocals.';
  }
  return null;
}

/** @param draft without a fault */
export function filesOf({ title, parts }: StemDraft): SongFiles {
  const stems: SongFiles['stems'] = [];
  for (const { role, part } of parts) {
    if (role !== 'mix' && role !== 'out') stems.push({ stem: role, ...part });
  }
  return { title, mix: parts.find(({ role }) => role === 'mix')?.part ?? null, stems };
}

/** How many files make up each stem, for people: "Drums from 3 files". */
export function summedStems({ parts }: StemDraft): { stem: StemName; files: number }[] {
  return STEM_NAMES.map((stem) => ({
    stem,
    files: parts.filter(({ role }) => role === stem).length,
  }));
}

function mixes(parts: readonly DraftPart[]): number {
  return parts.filter(({ role }) => role === 'mix').length;
}
