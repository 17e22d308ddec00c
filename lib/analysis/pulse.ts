/**
 * The curve in which beats are looked for: onset strength of drums and mix, weighed by register and
 * levelled over time, so that a quiet intro counts as much as a chorus.
 */
import { FRAME_RATE_HZ } from '@/lib/audio/band-spectrogram';
import type { OnsetStrength } from './onset-strength';
import { movingMean, percentile } from './statistics';

/** Kick and snare tell the beat from its subdivision; hats mostly mark the latter. */
const REGISTER_WEIGHTS = { low: 1, mid: 1, high: 0.4 } as const;
/**
 * Weight of each source. Drums carry the beat where they play; notes of the bass and chords of the other
 * instruments fall on beats more than between them.
 */
const SOURCE_WEIGHTS = { mix: 1, drums: 2, bass: 1, other: 0.7 } as const;
const LEVELLING_RADIUS_FRAMES = 4 * FRAME_RATE_HZ;
/** Parts quieter than this share of the song's usual strength stay quiet. */
const LEVELLING_FLOOR = 0.15;

function weighRegisters(onset: OnsetStrength): Float32Array {
  const sum = new Float32Array(onset.frames);
  for (let i = 0; i < sum.length; i++) {
    sum[i] =
      REGISTER_WEIGHTS.low * onset.low[i] +
      REGISTER_WEIGHTS.mid * onset.mid[i] +
      REGISTER_WEIGHTS.high * onset.high[i];
  }
  return sum;
}

/** The curve less its local mean, over its local deviation; not negative. */
function level(curve: Float32Array): Float32Array {
  const local = movingMean(curve, Math.round(0.4 * FRAME_RATE_HZ));
  const centred = curve.map((value, i) => Math.max(0, value - local[i]));
  const power = movingMean(
    centred.map((value) => value * value),
    LEVELLING_RADIUS_FRAMES,
  );
  const usual = Math.sqrt(percentile(power, 0.8));
  return centred.map((value, i) => {
    const scale = Math.max(Math.sqrt(power[i]), LEVELLING_FLOOR * usual, 1e-9);
    return Math.min(6, value / scale);
  });
}

/** Gaussian smoothing by three passes of a mean over three frames: about ±12 ms. */
function smooth(curve: Float32Array): Float32Array {
  return movingMean(movingMean(movingMean(curve, 1), 1), 1);
}

/** Onset strength of the mix and of the stems that carry the beat. */
export type PulseSources = Readonly<Record<keyof typeof SOURCE_WEIGHTS, OnsetStrength>>;

/** @returns one value a frame, about 0 to 6, mean square near 1 where something plays */
export function computePulse(sources: PulseSources): Float32Array {
  const sum = new Float32Array(sources.mix.frames);
  let total = 0;
  for (const name of ['mix', 'drums', 'bass', 'other'] as const) {
    const curve = level(weighRegisters(sources[name]));
    const weight = SOURCE_WEIGHTS[name];
    total += weight;
    for (let i = 0; i < sum.length; i++) sum[i] += weight * (curve[i] ?? 0);
  }
  return smooth(sum.map((value) => value / total));
}
