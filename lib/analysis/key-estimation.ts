/** The key of a song with how sure we are, from its harmony. */
import { camelotCode, type Key } from '@/lib/music/key';
import { keyConfidence } from './key-confidence';
import { type Span, scoreKeys } from './key-scores';
import { keySigns } from './key-signs';
import { playedTones } from './played-tones';
import type { KeyEstimate } from './song-analysis';
import type { SongHarmony } from './song-harmony';

/** @param phraseStarts the first beats of phrases; may be empty */
export function estimateKey(harmony: SongHarmony, phraseStarts: readonly Span[]): KeyEstimate {
  const tones = { chords: playedTones(harmony.chords), bass: playedTones(harmony.bass) };
  const scores = scoreKeys(tones, phraseStarts);
  const key: Key = { tonic: scores[0].tonic, mode: scores[0].mode };
  return {
    ...key,
    confidence: keyConfidence(keySigns(tones, harmony.tuning, scores)),
    camelot: camelotCode(key),
    tuningCents: harmony.tuning.cents,
  };
}
