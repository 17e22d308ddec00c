/** Who sings: both assignments are looked at, the one with more voice and less stretch comes first. */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { SegueError } from '@/lib/base/errors';
import { otherSide, type SongSide } from '@/lib/music/stem-names';
import type { PromptIntent } from '../intent/prompt-intent';
import type { SongMap } from '../material/song-map';
import type { Casting } from './casting';
import { decideKey } from './decide-key';
import { decideTempo, tempoCost } from './decide-tempo';

export interface CastingResult {
  /** Best first; at least one. */
  castings: Casting[];
  notes: string[];
}

/** What an octave of stretch takes from a song's claim to sing. */
const STRETCH_WEIGHT = 2;
/** A song with less voice than this is cast as the singer only where it was asked for. */
const LEAST_VOICE = 0.05;

/**
 * Casts the songs. The sentence decides where it says who sings; else the song with more voice, judged
 * together with what the tempo does to it. Of equals A sings.
 * @throws SegueError `tempo-out-of-reach` where no allowed assignment has a tempo.
 */
export function castSongs(maps: Record<SongSide, SongMap>, intent: PromptIntent): CastingResult {
  const notes: string[] = [];
  const failures: SegueError[] = [];
  const castings: { casting: Casting; claim: number }[] = [];
  for (const vocalSong of ['a', 'b'] as const) {
    if (intent.vocalSong !== null && intent.vocalSong !== vocalSong) continue;
    try {
      castings.push(cast(maps, vocalSong, intent));
    } catch (error) {
      if (!(error instanceof SegueError)) throw error;
      failures.push(error);
    }
  }
  if (castings.length === 0) throw failures[0];
  castings.sort((x, y) => y.claim - x.claim);
  if (intent.swapRoles && intent.vocalSong === null) {
    if (castings.length > 1) return { castings: [castings[1].casting], notes };
    notes.push('The roles cannot be swapped: the other way round the tempi are out of reach.');
  }
  for (const failure of failures) notes.push(failure.message);
  const voiced = castings.filter(
    ({ casting }) => voiceShare(casting.vocal.analysis) >= LEAST_VOICE,
  );
  if (voiced.length === 0)
    notes.push('Hardly any voice was found, so what is left of it may be faint.');
  const kept = voiced.length > 0 ? voiced : castings.slice(0, 1);
  return { castings: kept.map(({ casting }) => casting), notes };
}

function cast(maps: Record<SongSide, SongMap>, vocalSong: SongSide, intent: PromptIntent) {
  const vocal = maps[vocalSong];
  const instrumental = maps[otherSide(vocalSong)];
  const tempo = decideTempo(vocal.analysis, instrumental.analysis, intent);
  const key = decideKey(vocal.analysis, instrumental.analysis);
  const claim = voiceShare(vocal.analysis) * 2 ** (-STRETCH_WEIGHT * tempoCost(tempo));
  return { casting: { vocalSong, vocal, instrumental, tempo, key } satisfies Casting, claim };
}

/** Mean vocal activity of a song, 0 to 1. */
function voiceShare(analysis: SongAnalysis): number {
  const activity = analysis.vocalActivityByBeat;
  return activity.length === 0
    ? 0
    : activity.reduce((sum, value) => sum + value, 0) / activity.length;
}
