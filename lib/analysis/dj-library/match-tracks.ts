/** Which track of a DJ library a dropped song is: by file name, title, artist, version and duration. */
import type { DjTrack } from './dj-track';
import {
  fileStem,
  type LetterPairs,
  letterPairs,
  plainText,
  similarity,
  songName,
} from './song-names';

/** What is known of a dropped song; texts may be empty. */
export interface SongToMatch {
  title: string;
  artist: string;
  fileName: string;
  durationSeconds: number;
}

export interface TrackMatch {
  /** Null where no track is like enough. */
  track: DjTrack | null;
  /** 0 to 1. */
  score: number;
}

/** Programs round to seconds and decoders add some; beyond it is another recording. */
const DURATION = { sameSeconds: 2, differentSeconds: 8 };

/** Below this a match is more likely wrong than right. */
const LEAST_SCORE = 0.72;

const WEIGHTS = { title: 0.55, artist: 0.25, version: 0.2 };
/** Where a name says nothing of the artist, titles alone must be the more alike. */
const WITHOUT_ARTIST = 0.88;
/** One side names a remix, the other none: files are often tagged so. */
const VERSION_ON_ONE_SIDE = 0.4;
/** What likeness two names of one artist and of one version have at least, and what less counts. */
const SAME_ARTIST = 0.4;
const SAME_VERSION = 0.7;
const CONTRADICTION = { artist: -0.5, version: -1 };
/** Share of the score that agreement in duration adds. */
const DURATION_SHARE = 0.15;

interface PreparedName {
  title: LetterPairs;
  artist: LetterPairs;
  version: LetterPairs;
  fileStem: string;
  durationSeconds: number | null;
}

/**
 * The best track for each song, in the songs' order. Tolerant of case, accents, "feat.", release words
 * in brackets and slips of the pen; a remix is matched to that remix only, and a track of another
 * length never.
 */
export function matchTracks(
  tracks: readonly DjTrack[],
  songs: readonly SongToMatch[],
): TrackMatch[] {
  const prepared = tracks.map((track) => prepare(track));
  return songs.map((song) => {
    const wanted = prepare(song);
    let best: TrackMatch = { track: null, score: 0 };
    prepared.forEach((candidate, i) => {
      const score = scoreOf(candidate, wanted);
      // Of two entries for the same file the one with a grid is worth more.
      const hasMore = tracks[i].tempoSegments.length > 0 && best.track?.tempoSegments.length === 0;
      if (score > best.score || (score === best.score && hasMore)) {
        best = { track: tracks[i], score };
      }
    });
    return best.score >= LEAST_SCORE ? best : { track: null, score: best.score };
  });
}

function prepare({
  title,
  artist,
  fileName,
  durationSeconds,
}: Pick<DjTrack, 'title' | 'artist' | 'fileName' | 'durationSeconds'>): PreparedName {
  const name = songName(title, artist, fileName);
  return {
    title: letterPairs(name.title),
    artist: letterPairs(name.artist),
    version: letterPairs(name.version),
    fileStem: plainText(fileStem(fileName)),
    durationSeconds: durationSeconds !== null && durationSeconds > 0 ? durationSeconds : null,
  };
}

function scoreOf(track: PreparedName, song: PreparedName): number {
  const duration = durationScore(track.durationSeconds, song.durationSeconds);
  if (duration === 0) return 0;
  const text = isSameFile(track, song) ? 1 : textScore(track, song);
  return (1 - DURATION_SHARE) * text + DURATION_SHARE * duration;
}

/** Equal file names, unless the titles say that they are two songs: many a file is "mix.mp3". */
function isSameFile(track: PreparedName, song: PreparedName): boolean {
  if (track.fileStem === '' || track.fileStem !== song.fileStem) return false;
  return similarity(track.title, song.title) >= 0.3;
}

function textScore(track: PreparedName, song: PreparedName): number {
  const title = similarity(track.title, song.title);
  // Hopeless pairs, nearly all of them, are not worth comparing further.
  if (title < 0.5) return 0;
  const version = versionScore(track.version, song.version);
  if (track.artist.size === 0 || song.artist.size === 0) {
    const weight = WEIGHTS.title + WEIGHTS.version;
    return (WITHOUT_ARTIST * (WEIGHTS.title * title + WEIGHTS.version * version)) / weight;
  }
  const artist = artistScore(track.artist, song.artist);
  return WEIGHTS.title * title + WEIGHTS.artist * artist + WEIGHTS.version * version;
}

function versionScore(one: LetterPairs, other: LetterPairs): number {
  if (one.size === 0 && other.size === 0) return 1;
  if (one.size === 0 || other.size === 0) return VERSION_ON_ONE_SIDE;
  const alike = similarity(one, other);
  // Two names of the same remix differ by a word or so; two remixes share little but "remix".
  return alike > SAME_VERSION ? alike : CONTRADICTION.version;
}

/** Of several artists often only the first is written: one name inside the other is as good. */
function artistScore(one: LetterPairs, other: LetterPairs): number {
  const [less, more] = one.size <= other.size ? [one, other] : [other, one];
  let shared = 0;
  let total = 0;
  for (const [pair, count] of less) {
    shared += Math.min(count, more.get(pair) ?? 0);
    total += count;
  }
  const alike = Math.max(similarity(one, other), 0.95 * (shared / total) ** 2);
  return alike > SAME_ARTIST ? alike : CONTRADICTION.artist;
}

/** 1 for the same length, down to 0 for another recording; 0.5 where it is not known. */
function durationScore(one: number | null, other: number | null): number {
  if (one === null || other === null) return 0.5;
  const difference = Math.abs(one - other);
  if (difference <= DURATION.sameSeconds) return 1;
  const { sameSeconds, differentSeconds } = DURATION;
  return Math.max(0, (differentSeconds - difference) / (differentSeconds - sameSeconds));
}
