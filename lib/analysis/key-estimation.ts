/** The key of a song from its chroma. */
import { camelotCode, type Key, type Mode, PITCH_CLASSES } from '@/lib/music/key';
import type { Chroma } from './chroma';
import type { KeyEstimate } from './song-analysis';
import { clamp } from './statistics';

/**
 * How often each degree above the tonic sounds.
 * Source: J. Albrecht, D. Shanahan, "The use of large corpora to train a new type of key-finding
 * algorithm", Music Perception 2013.
 */
const PROFILES: Readonly<Record<Mode, readonly number[]>> = {
  major: [0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.08, 0.008, 0.081],
  minor: [0.22, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052],
};
/** Weight of the bass's own histogram, read with the profile of roots, against the chords'. */
const BASS_WEIGHT = 0.35;

export interface KeyScore extends Key {
  score: number;
}

function correlation(a: ArrayLike<number>, b: ArrayLike<number>, shift: number): number {
  let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0];
  for (let i = 0; i < 12; i++) {
    const x = a[(i + shift) % 12];
    const y = b[i];
    sa += x;
    sb += y;
    saa += x * x;
    sbb += y * y;
    sab += x * y;
  }
  const denominator = Math.sqrt((saa - (sa * sa) / 12) * (sbb - (sb * sb) / 12));
  return denominator > 1e-12 ? (sab - (sa * sb) / 12) / denominator : 0;
}

/** All 24 keys, best first. */
export function scoreKeys(harmony: Float64Array, bass: Float64Array): KeyScore[] {
  const scores: KeyScore[] = [];
  for (const mode of ['major', 'minor'] as const) {
    for (let tonic = 0; tonic < 12; tonic++) {
      const score =
        (1 - BASS_WEIGHT) * correlation(harmony, PROFILES[mode], tonic) +
        BASS_WEIGHT * correlation(bass, PROFILES[mode], tonic);
      scores.push({ tonic: PITCH_CLASSES[tonic], mode, score });
    }
  }
  return scores.sort((a, b) => b.score - a.score);
}

/** Sum over frames, each frame counting the same however loud it is. */
function histogram(chroma: Chroma): Float64Array {
  const sum = new Float64Array(12);
  for (let frame = 0; frame < chroma.frames; frame++) {
    let total = 0;
    for (let pitch = 0; pitch < 12; pitch++) total += chroma.values[frame * 12 + pitch];
    if (total < 1e-6) continue;
    const weight = Math.sqrt(total) / total;
    for (let pitch = 0; pitch < 12; pitch++)
      sum[pitch] += chroma.values[frame * 12 + pitch] * weight;
  }
  return sum;
}

/** @param bass chroma of the bass stem; silence counts as no opinion */
export function estimateKey(harmony: Chroma, bass: Chroma, tuningCents: number): KeyEstimate {
  const scores = scoreKeys(histogram(harmony), histogram(bass));
  const [best, second] = scores;
  const key: Key = { tonic: best.tonic, mode: best.mode };
  const confidence = clamp(best.score, 0, 1) * clamp((best.score - second.score) / 0.15, 0, 1);
  return { ...key, confidence, camelot: camelotCode(key), tuningCents };
}
