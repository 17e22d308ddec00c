/**
 * Beats of a tempo that moves: each tracked beat goes to the attack beside it, and the whole follows a
 * smooth curve, so that one early snare does not bend the grid.
 * Source: P. Eilers, "A perfect smoother", Analytical Chemistry 2003 (Whittaker smoothing, third order).
 */
import type { Attack } from './attack-times';
import { median } from './statistics';

/** Stiffness of the curve: cost of the third differences against the distance from the attacks. */
const STIFFNESS = 6;
/** An attack further than this from the tracked beat is another event. */
const NEAR_SECONDS = 0.045;
/** Weight of a beat that has no attack of its own, held by the coarse tracking alone. */
const UNSUPPORTED_WEIGHT = 0.02;
const RESIDUAL_SCALE_SECONDS = 0.008;
const ROUNDS = 4;

/**
 * Minimises Σ w (y - z)² + λ Σ (Δ³z)² by Gaussian elimination on the seven diagonals.
 */
export function whittakerSmooth(
  values: readonly number[],
  weights: readonly number[],
  lambda: number,
): number[] {
  const n = values.length;
  if (n < 4) return [...values];
  const order = 3;
  const stencil = [-1, 3, -3, 1];
  // rows[i][j]: entry (i, i + j), upper half of the symmetric band.
  const rows = Array.from({ length: n }, (_, i) => [weights[i], 0, 0, 0]);
  for (let start = 0; start + order < n; start++) {
    for (let a = 0; a <= order; a++) {
      for (let b = a; b <= order; b++) rows[start + a][b - a] += lambda * stencil[a] * stencil[b];
    }
  }
  const right = values.map((value, i) => value * weights[i]);
  for (let i = 0; i < n; i++) {
    for (let j = 1; j <= order && i + j < n; j++) {
      const factor = rows[i][j] / rows[i][0];
      for (let k = j; k <= order; k++) rows[i + j][k - j] -= factor * rows[i][k];
      right[i + j] -= factor * right[i];
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = 1; j <= order && i + j < n; j++) right[i] -= rows[i][j] * right[i + j];
    right[i] /= rows[i][0];
  }
  return right;
}

/** Index of the first attack at or after a time (attacks rise in time). */
function firstAttackFrom(attacks: readonly Attack[], seconds: number): number {
  let low = 0;
  let high = attacks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (attacks[middle].seconds < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * @param attacks attacks of the whole song, rising in time
 * @param beatsSeconds tracked beats, rising
 */
export function fitLiveGrid(attacks: readonly Attack[], beatsSeconds: readonly number[]): number[] {
  if (beatsSeconds.length < 4) return [...beatsSeconds];
  const typical = median(attacks.map((attack) => attack.strength)) || 1;
  let curve = [...beatsSeconds];
  for (let round = 0; round < ROUNDS; round++) {
    // The first round smooths the tracked beats themselves; the attacks are then sought round the curve.
    const targets = [...beatsSeconds];
    const weights: number[] = beatsSeconds.map(() => (round === 0 ? 1 : UNSUPPORTED_WEIGHT));
    if (round > 0) {
      for (let beat = 0; beat < curve.length; beat++) {
        let best = 0;
        for (
          let i = firstAttackFrom(attacks, curve[beat] - NEAR_SECONDS);
          i < attacks.length && attacks[i].seconds <= curve[beat] + NEAR_SECONDS;
          i++
        ) {
          const distance = (attacks[i].seconds - curve[beat]) / RESIDUAL_SCALE_SECONDS;
          const weight =
            (Math.min(2, attacks[i].strength / typical) * Math.min(1, attacks[i].contrastDb / 15)) /
            (1 + distance * distance);
          if (weight > best) {
            best = weight;
            targets[beat] = attacks[i].seconds;
            weights[beat] = Math.max(weight, UNSUPPORTED_WEIGHT);
          }
        }
      }
    }
    curve = whittakerSmooth(targets, weights, STIFFNESS);
  }
  return curve;
}

/** The beats carried on at the local tempo to the song's start and end. */
export function extendBeats(beatsSeconds: readonly number[], durationSeconds: number): number[] {
  const beats = [...beatsSeconds];
  if (beats.length < 2) return beats;
  const span = Math.min(8, beats.length - 1);
  const first = (beats[span] - beats[0]) / span;
  while (beats[0] - first >= 0) beats.unshift(beats[0] - first);
  const n = beats.length - 1;
  const last = (beats[n] - beats[n - span]) / span;
  while (beats[beats.length - 1] + last <= durationSeconds)
    beats.push(beats[beats.length - 1] + last);
  return beats;
}
