/** A DJ library for the songs at hand: which track is which song, and what is taken over from it. */
import type { Correction } from '@/lib/analysis/corrections/correction';
import { PROGRAM_NAMES } from '@/lib/analysis/corrections/describe-correction';
import { sharpAttacks } from '@/lib/analysis/corrections/sharp-attacks';
import type { DjLibrarySource, DjTrack } from '@/lib/analysis/dj-library/dj-track';
import { alignImportedGrid, type GridOffset } from '@/lib/analysis/dj-library/grid-alignment';
import { importDjLibrary } from '@/lib/analysis/dj-library/import-library';
import { gridFromTrack } from '@/lib/analysis/dj-library/imported-grid';
import { matchTracks } from '@/lib/analysis/dj-library/match-tracks';
import type { Pcm } from '@/lib/audio/pcm';
import { breathe, subProgress, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import type { SongSummary } from '@/lib/store/song-record-schema';
import { gone, type SongStore } from '@/lib/store/song-store';
import { IMPORTED_PARTS, type ImportedPart, offeredParts } from './imported-parts';

export interface LibraryImport {
  source: DjLibrarySource;
  trackCount: number;
  /** What is wrong with the file as a whole, as sentences. */
  problems: string[];
  /** The songs for which there is a track. */
  matches: MatchedSong[];
}

export interface MatchedSong {
  songId: string;
  track: DjTrack;
  /** 0 to 1. */
  score: number;
}

export interface FoundSong extends MatchedSong {
  /** What of it its user has corrected by hand. */
  byHand: ImportedPart[];
}

export interface FoundInLibrary extends LibraryImport {
  matches: FoundSong[];
}

export interface TrackToTakeOver extends Pick<MatchedSong, 'songId' | 'track'> {
  parts: readonly ImportedPart[];
}

export interface TakenOver {
  song: SongSummary;
  /** What was decided about it, as sentences. */
  notes: string[];
}

/** Below this an offset is a guess: the times are then taken as the library has them. */
const LEAST_OFFSET_CONFIDENCE = 0.3;

/** A grid of fewer is none. */
const FEWEST_BEATS = 2;

/**
 * Reads a library file and finds the songs of ours that are in it.
 * @param file its bytes
 * @throws SegueError `library-unreadable`, `aborted`
 */
export async function importLibrary(
  file: Uint8Array,
  songs: readonly Pick<SongSummary, 'id' | 'title' | 'artist' | 'fileName' | 'durationSeconds'>[],
  options: TaskOptions = {},
): Promise<LibraryImport> {
  const { source, tracks, problems } = await importDjLibrary(file, options);
  const found = matchTracks(
    tracks,
    songs.map(({ title, artist, fileName, durationSeconds }) => ({
      title,
      artist: artist ?? '',
      fileName: fileName ?? '',
      durationSeconds,
    })),
  );
  const matches = found.flatMap(({ track, score }, i) =>
    track ? [{ songId: songs[i].id, track, score }] : [],
  );
  return { source, trackCount: tracks.length, problems, matches };
}

/** Finds the songs of the library in a DJ library's file, with what is known of them now. */
export async function findInLibrary(
  store: SongStore,
  file: Uint8Array,
  options: TaskOptions = {},
): Promise<FoundInLibrary> {
  const { records } = await store.list();
  const found = await importLibrary(file, records, options);
  const matches = await Promise.all(
    found.matches.map(async (match) => ({
      ...match,
      byHand: await correctedByHand(store, match.songId),
    })),
  );
  return { ...found, matches };
}

/** What of a song its user has corrected by hand: not to be replaced without being asked. */
async function correctedByHand(store: SongStore, songId: string): Promise<ImportedPart[]> {
  const provenance = (await store.details(songId))?.analysis.provenance;
  return IMPORTED_PARTS.filter((part) => part !== 'cues' && provenance?.[part] === 'corrected');
}

/**
 * A track's grid, key and cues as corrections, its times brought in line with our decoding.
 * @param drums the song's drum stem, by whose attacks the grid is lined up
 */
export function correctionsFromTrack(
  track: DjTrack,
  durationSeconds: number,
  drums: Pcm,
  parts: readonly ImportedPart[] = IMPORTED_PARTS,
): { corrections: Correction[]; notes: string[]; offset: GridOffset } {
  const { source, tempoSegments, key, cues } = track;
  const notes = [...track.problems];
  let wanted = offeredParts(track).filter((part) => parts.includes(part));
  const beats = gridFromTrack(track, durationSeconds).beatsSeconds;
  if (wanted.includes('grid') && beats.length < FEWEST_BEATS) {
    notes.push('The grid in the library does not reach into this song and was left out.');
    wanted = wanted.filter((part) => part !== 'grid');
  }
  const isTimed = wanted.includes('grid') || wanted.includes('cues');
  const offset =
    isTimed && beats.length > 0
      ? alignImportedGrid(beats, sharpAttacks(drums))
      : { offsetSeconds: 0, confidence: 0 };
  const isSure = offset.confidence >= LEAST_OFFSET_CONFIDENCE;
  const offsetSeconds = isSure ? offset.offsetSeconds : 0;
  const corrections = wanted.map((part): Correction => {
    if (part === 'grid') return { kind: 'import-grid', source, tempoSegments, offsetSeconds };
    if (part === 'cues') return { kind: 'import-cues', source, cues, offsetSeconds };
    return { kind: 'import-key', source, ...(key as NonNullable<typeof key>) };
  });
  if (isTimed) notes.unshift(offsetNote(source, offset, isSure));
  return { corrections, notes, offset };
}

/**
 * Takes a track over for a song of the library, on top of what was corrected before; what was taken
 * from a library before is replaced.
 * @throws SegueError `storage-full`, `storage-unavailable`, `aborted`
 */
export async function takeOverTrack(
  store: SongStore,
  { songId, track, parts }: TrackToTakeOver,
  { signal, onProgress }: TaskOptions = {},
): Promise<TakenOver> {
  onProgress?.({ step: 'Listening for the drums', fraction: 0 });
  const details = await store.details(songId);
  if (!details) throw gone('song');
  const drums = await store.sound(songId, 'drums');
  throwIfAborted(signal);
  const { durationSeconds } = details.measured;
  const { corrections, notes } = correctionsFromTrack(track, durationSeconds, drums, parts);
  throwIfAborted(signal);
  onProgress?.({ step: 'Storing', fraction: 0.95 });
  const kinds = new Set(corrections.map(({ kind }) => kind));
  const others = details.corrections.filter(({ kind }) => !kinds.has(kind));
  const { summary } = await store.correct(songId, [...others, ...corrections]);
  return { song: summary, notes };
}

/** Takes over one track after the other; what was done before a cancel stays. */
export async function takeOverTracks(
  store: SongStore,
  tracks: readonly TrackToTakeOver[],
  { signal, onProgress }: TaskOptions = {},
): Promise<TakenOver[]> {
  const taken: TakenOver[] = [];
  for (const [i, track] of tracks.entries()) {
    throwIfAborted(signal);
    await breathe();
    const report = subProgress(onProgress, i / tracks.length, (i + 1) / tracks.length);
    taken.push(await takeOverTrack(store, track, { signal, onProgress: report }));
  }
  return taken;
}

function offsetNote(source: DjLibrarySource, offset: GridOffset, isSure: boolean): string {
  const program = PROGRAM_NAMES[source];
  if (!isSure) {
    return `How far ${program}'s times are off could not be heard from the drums, so they are taken as they are. Listen with the metronome and nudge the grid if needed.`;
  }
  const ms = Math.round(offset.offsetSeconds * 1000);
  if (ms === 0) return `${program}'s times fit this song's drums to the millisecond.`;
  return `${program}'s times were moved by ${ms > 0 ? '+' : '−'}${Math.abs(ms)} ms, where the drums are.`;
}
