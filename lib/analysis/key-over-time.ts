/**
 * The key from bar to bar: the sequence of keys that explains the pitch classes of the bars best, where
 * every change costs something. A bar holds a chord or two and tells its key badly; a run of bars with
 * notes from outside the key tells it well.
 * Source of the method: C.-H. Chuan and E. Chew, "Polyphonic audio key finding", ICME 2005, and
 * D. Temperley, "Music and probability", 2007 (keys as hidden states, pitch classes as what they emit).
 */
import {
  ALL_KEYS,
  camelotCode,
  isSameKey,
  type Key,
  type Mode,
  pitchClassIndex,
} from '@/lib/music/key';
import { meanChroma } from './chroma';
import type { KeyOverTime, KeySpan } from './song-analysis';
import type { SongHarmony } from './song-harmony';
import { bestPath } from './state-path';

/**
 * How much of the sound of a bar falls on each degree above the tonic, in the mean over the bars of 45
 * generated songs.
 */
const DEGREE_SHARES: Readonly<Record<Mode, readonly number[]>> = {
  major: [0.145, 0.037, 0.099, 0.032, 0.121, 0.099, 0.049, 0.137, 0.037, 0.111, 0.037, 0.095],
  minor: [0.153, 0.036, 0.088, 0.129, 0.044, 0.091, 0.033, 0.13, 0.1, 0.043, 0.114, 0.04],
};
/**
 * What a change of key costs, by the stems: a bar gains about 0.2 by leaving a wrong key for the right
 * one. The lowest at which no song of the corpus that stays in its key was said to leave it.
 */
const CHANGE_COST = { clean: 1, rough: 2 } as const;
/** What every bar outside the song's own key costs: enough to keep it out of its relative. */
const AWAY_COST = 0.02;
/** A bar this far under the song's mean bar is silent: it says nothing. */
const SILENT_SHARE = 0.05;

/** By how much each bar speaks for each key: 24 log likelihoods a bar, up to a constant. */
function barEvidence(chromaByBar: readonly Float64Array[], home: number): Float64Array[] {
  const totals = chromaByBar.map((chroma) => chroma.reduce((sum, value) => sum + value, 0));
  const usual = totals.reduce((sum, value) => sum + value, 0) / Math.max(1, totals.length);
  const logShares = {
    major: DEGREE_SHARES.major.map(Math.log),
    minor: DEGREE_SHARES.minor.map(Math.log),
  };
  return chromaByBar.map((chroma, bar) => {
    const evidence = new Float64Array(ALL_KEYS.length).fill(-AWAY_COST);
    evidence[home] = 0;
    if (totals[bar] <= SILENT_SHARE * usual) return evidence;
    ALL_KEYS.forEach(({ tonic, mode }, state) => {
      const shift = pitchClassIndex(tonic);
      for (let degree = 0; degree < 12; degree++) {
        evidence[state] += (chroma[(degree + shift) % 12] / totals[bar]) * logShares[mode][degree];
      }
    });
    return evidence;
  });
}

/**
 * @param barsSeconds bar lines, rising; at least two
 * @param key the song's own
 */
export function traceKey(
  { chords, isClean }: Pick<SongHarmony, 'chords' | 'isClean'>,
  barsSeconds: readonly number[],
  key: Key,
): KeyOverTime {
  const chroma = barsSeconds.slice(1).map((end, bar) => meanChroma(chords, barsSeconds[bar], end));
  const home = ALL_KEYS.findIndex((one) => isSameKey(one, key));
  const spans: KeySpan[] = [];
  const changeCost = isClean ? CHANGE_COST.clean : CHANGE_COST.rough;
  bestPath(barEvidence(chroma, home), changeCost).forEach((state, bar) => {
    const last = spans.at(-1);
    const { tonic, mode } = ALL_KEYS[state];
    if (last && isSameKey(last, ALL_KEYS[state])) last.endSeconds = barsSeconds[bar + 1];
    else {
      spans.push({
        tonic,
        mode,
        camelot: camelotCode(ALL_KEYS[state]),
        startSeconds: barsSeconds[bar],
        endSeconds: barsSeconds[bar + 1],
      });
    }
  });
  const loudest = Math.max(1e-9, ...chroma.map((values) => Math.max(...values)));
  return {
    barsSeconds: [...barsSeconds],
    chromaByBar: chroma.map((values) => Array.from(values, (value) => value / loudest)),
    spans,
  };
}
