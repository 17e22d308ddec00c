/** What speaks for and against an estimated key: the quantities that its confidence is made from. */
import { isSameKey, type Key } from '@/lib/music/key';
import type { Tuning } from './chroma';
import { type KeyScore, scoreKeys } from './key-scores';
import type { HeardHarmony } from './key-terms';
import { mean } from './statistics';

/** A song is cut into parts of about this length to see whether they agree: four bars or more. */
const PART_SECONDS = 16;
/** A part whose best key fits worse than this holds nothing pitched. */
const LEAST_FIT = 0.2;

export interface KeySigns {
  /** How well the key fits, at most 1. */
  fit: number;
  /** By how much better than the next. */
  margin: number;
  /** Share of the song's parts that, heard alone, are in this key. */
  agreement: number;
  /** How near the notes lie to one tuning, 0 to 1. */
  tuningClarity: number;
}

/** @param scores all keys, best first */
export function keySigns(
  heard: HeardHarmony,
  tuning: Tuning,
  scores: readonly KeyScore[],
): KeySigns {
  const [best, second] = scores;
  return {
    fit: best.score,
    margin: best.score - second.score,
    agreement: mean(keyByPart(heard).map((key) => (isSameKey(key, best) ? 1 : 0))),
    tuningClarity: tuning.clarity,
  };
}

/** The key of each part in which anything pitched sounds. */
function keyByPart(heard: HeardHarmony): Key[] {
  const { frames, hopSeconds } = heard.tones;
  const seconds = frames * hopSeconds;
  const parts = Math.max(1, Math.round(seconds / PART_SECONDS));
  const keys: Key[] = [];
  for (let part = 0; part < parts; part++) {
    const [best] = scoreKeys(heard, [], {
      startSeconds: (part * seconds) / parts,
      endSeconds: ((part + 1) * seconds) / parts,
    });
    if (best.score > LEAST_FIT) keys.push(best);
  }
  return keys;
}
