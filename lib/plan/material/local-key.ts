/**
 * Keys from beat to beat. A song that modulates leaves the key that the voice was shifted for: there some
 * of its phrases fit the bars under them and others clash.
 */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { isSameKey, type Key, transposeKey } from '@/lib/music/key';
import { isSafe } from '../decisions/decide-key';
import { KEY_CONFIDENCE_FLOOR } from '../rules/key-rules';
import type { SongMap } from './song-map';

/** The two songs as they are put together. */
export interface KeyPairing {
  vocal: SongMap;
  instrumental: SongMap;
  vocalSemitones: number;
  /** Beats of the voice that pass in a beat of the instruments. */
  vocalBeatsPerBeat: number;
}

/** Bars of the instruments that a section plays. */
export interface InstrumentalPlace {
  anchorBeat: number;
  lengthBeats: number;
}

/** Share of a section, 0 to 1, in which a voice taken from a beat on clashes with what lies under it. */
export type KeyClash = (vocalBeat: number, loopSourceBeats: number | null) => number;

/** The key of each beat; null where it is not known well enough to go by. */
export function keyByBeat(analysis: SongAnalysis): (Key | null)[] {
  const { beatsSeconds, key, keyOverTime, provenance } = analysis;
  const own = key.confidence < KEY_CONFIDENCE_FLOOR ? null : key;
  // what was traced says nothing about a key that somebody has set
  const spans = own !== null && provenance.key === 'measured' ? (keyOverTime?.spans ?? []) : [];
  let index = 0;
  return beatsSeconds.slice(1).map((end, beat) => {
    const middle = (beatsSeconds[beat] + end) / 2;
    while (index < spans.length && spans[index].endSeconds <= middle) index += 1;
    const span = spans[index];
    return span !== undefined && span.startSeconds <= middle ? span : own;
  });
}

/**
 * How a voice clashes over one section, bar by bar. Null where neither song leaves its key: then every
 * phrase fits as well as any other.
 */
export function keyClashOver(
  { vocal, instrumental, vocalSemitones, vocalBeatsPerBeat }: KeyPairing,
  { anchorBeat, lengthBeats }: InstrumentalPlace,
): KeyClash | null {
  if (!vocal.changesKey && !instrumental.changesKey) return null;
  const { beatsPerBar } = instrumental;
  // few keys in thousands of bars: each pair is looked at once
  const known = new Map<Key, Map<Key, boolean>>();
  const clashes = (voice: Key, over: Key): boolean => {
    const verdicts = known.get(over) ?? new Map<Key, boolean>();
    known.set(over, verdicts);
    const verdict = verdicts.get(voice) ?? !isSafe(transposeKey(voice, vocalSemitones), over);
    verdicts.set(voice, verdict);
    return verdict;
  };
  return (vocalBeat, loopSourceBeats) => {
    let [bars, clashing] = [0, 0];
    for (let bar = 0; bar * beatsPerBar < lengthBeats; bar++) {
      const beat = (bar + 0.5) * beatsPerBar;
      const sung = beat * vocalBeatsPerBeat;
      const over = instrumental.keyByBeat[Math.floor(anchorBeat + beat)] ?? null;
      const voice =
        vocal.keyByBeat[Math.floor(vocalBeat + (sung % (loopSourceBeats ?? Infinity)))] ?? null;
      if (over === null || voice === null) continue;
      bars += 1;
      if (clashes(voice, over)) clashing += 1;
    }
    return bars === 0 ? 0 : clashing / bars;
  };
}

/** Whether a song is in more than one key. */
export function changesKey(keys: readonly (Key | null)[]): boolean {
  const first = keys.find((key) => key !== null);
  return first != null && keys.some((key) => key !== null && !isSameKey(key, first));
}
