/** How fast DJ libraries are read and matched, and for how long a page has to wait meanwhile. */
import { importDjLibrary } from '@/lib/analysis/dj-library/import-library';
import { gridFromTrack } from '@/lib/analysis/dj-library/imported-grid';
import { matchTracks } from '@/lib/analysis/dj-library/match-tracks';
import {
  type GeneratedTrack,
  generateTracks,
  toRekordboxXml,
  toTraktorNml,
} from '@/lib/analysis/dj-library/testing/generated-collection';

const TRACKS = 5000;
const SONGS = 100;

export interface DjLibraryFigures {
  source: string;
  tracks: number;
  megabytes: number;
  importMs: number;
  /** Longest time in which nothing else got a turn. */
  longestPauseMs: number;
  /** Matching of 100 songs against all tracks. */
  matchMs: number;
  songsMatched: number;
  /** Beats of all tracks. */
  gridsMs: number;
  beats: number;
}

/** Measures import, matching and grids on generated collections of 5,000 tracks. */
export async function runDjLibraryBench(): Promise<DjLibraryFigures[]> {
  const tracks = generateTracks(TRACKS);
  return [await measure(tracks, toRekordboxXml), await measure(tracks, toTraktorNml)];
}

async function measure(
  tracks: readonly GeneratedTrack[],
  write: (tracks: readonly GeneratedTrack[]) => string,
): Promise<DjLibraryFigures> {
  const file = new TextEncoder().encode(write(tracks));
  const pauses = watchPauses();
  const start = performance.now();
  const library = await importDjLibrary(file);
  const importMs = performance.now() - start;
  const longestPauseMs = pauses.stop();

  const songs = tracks.slice(0, SONGS).map(({ title, artist, durationSeconds }) => ({
    title,
    artist,
    fileName: '',
    durationSeconds,
  }));
  const matchStart = performance.now();
  const matches = matchTracks(library.tracks, songs);
  const matchMs = performance.now() - matchStart;

  const gridStart = performance.now();
  let beats = 0;
  for (const track of library.tracks) {
    beats += gridFromTrack(track, track.durationSeconds ?? 0).beatsSeconds.length;
  }
  return {
    source: library.source,
    tracks: library.tracks.length,
    megabytes: file.length / 1e6,
    importMs,
    longestPauseMs,
    matchMs,
    songsMatched: matches.filter(({ track }, i) => track?.title === songs[i].title).length,
    gridsMs: performance.now() - gridStart,
    beats,
  };
}

/** Watches how long the event loop is held up. */
function watchPauses() {
  let last = performance.now();
  let longest = 0;
  const tick = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(tick, 1);
  return {
    stop(): number {
      tick();
      clearInterval(timer);
      return longest;
    },
  };
}
