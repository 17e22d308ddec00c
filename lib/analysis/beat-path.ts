/**
 * Beats as the path through the pulse that is strong and steady.
 * Source: D. Ellis, "Beat tracking by dynamic programming", JNMR 2007; here against a tempo that moves.
 */
import { FRAME_RATE_HZ } from '@/lib/audio/band-spectrogram';
import { windowCentreSeconds } from './tempo';

/** Weight of steadiness against strength. */
const TIGHTNESS = 120;

/**
 * @param pulse one value a frame
 * @param tempoPath tempo by window of the tempogram
 * @returns frames of the beats, rising
 */
export function trackBeats(pulse: Float32Array, tempoPath: Float32Array): number[] {
  const frames = pulse.length;
  const scores = new Float64Array(frames);
  const origins = new Int32Array(frames).fill(-1);
  const periodAt = periodCurve(frames, tempoPath);
  for (let frame = 0; frame < frames; frame++) {
    const period = periodAt[frame];
    const nearest = Math.round(period * 0.7);
    const farthest = Math.round(period * 1.45);
    let best = 0;
    let origin = -1;
    for (let lag = nearest; lag <= farthest && lag <= frame; lag++) {
      const deviation = Math.log(lag / period);
      const candidate = scores[frame - lag] - TIGHTNESS * deviation * deviation;
      if (candidate > best) {
        best = candidate;
        origin = frame - lag;
      }
    }
    scores[frame] = pulse[frame] + best;
    origins[frame] = origin;
  }
  let last = frames - 1;
  const tail = Math.max(0, frames - Math.round(periodAt[frames - 1] * 1.2));
  for (let frame = frames - 1; frame >= tail; frame--)
    if (scores[frame] > scores[last]) last = frame;
  const beats: number[] = [];
  for (let frame = last; frame >= 0; frame = origins[frame]) beats.push(frame);
  return beats.reverse();
}

/** Beat period in frames at every frame, linear between the tempogram's windows. */
function periodCurve(frames: number, tempoPath: Float32Array): Float32Array {
  const curve = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    const position =
      (frame / FRAME_RATE_HZ - windowCentreSeconds(0)) /
      (windowCentreSeconds(1) - windowCentreSeconds(0));
    const index = Math.min(Math.max(position, 0), tempoPath.length - 1);
    const low = Math.floor(index);
    const high = Math.min(low + 1, tempoPath.length - 1);
    const tempo = tempoPath[low] + (index - low) * (tempoPath[high] - tempoPath[low]);
    curve[frame] = (60 * FRAME_RATE_HZ) / tempo;
  }
  return curve;
}
