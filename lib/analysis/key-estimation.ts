/** The key of a song with how sure we are, from its harmony. */
import { camelotCode, type Key } from '@/lib/music/key';
import { traceChords } from './chord-sequence';
import { keyConfidence } from './key-confidence';
import { scoreKeys } from './key-scores';
import { keySigns } from './key-signs';
import type { HeardHarmony, Span } from './key-terms';
import { playedTones } from './played-tones';
import type { KeyEstimate } from './song-analysis';
import type { SongHarmony } from './song-harmony';

/** The tones that were played, and the chords that they make. */
export function hearHarmony(harmony: Pick<SongHarmony, 'chords' | 'bass'>): HeardHarmony {
  const tones = playedTones(harmony.chords);
  const bass = playedTones(harmony.bass);
  return { tones, bass, chordByFrame: traceChords(tones, bass) };
}

/** @param phraseStarts the first beats of phrases; may be empty */
export function estimateKey(harmony: SongHarmony, phraseStarts: readonly Span[]): KeyEstimate {
  const heard = hearHarmony(harmony);
  const scores = scoreKeys(heard, phraseStarts);
  const key: Key = { tonic: scores[0].tonic, mode: scores[0].mode };
  return {
    ...key,
    confidence: keyConfidence(keySigns(heard, harmony.tuning, scores)),
    camelot: camelotCode(key),
    tuningCents: harmony.tuning.cents,
  };
}
