/** Frames gathered by beat: what the downbeats, sections and the voice are decided from. */
import { FRAME_RATE_HZ } from '@/lib/audio/band-spectrogram';
import { type Chroma, meanChroma } from './chroma';

/** Means of a curve of frames over each beat interval; `beatsSeconds.length - 1` values. */
export function meanByBeat(curve: ArrayLike<number>, beatsSeconds: readonly number[]): number[] {
  const sums = new Float64Array(curve.length + 1);
  for (let i = 0; i < curve.length; i++) sums[i + 1] = sums[i] + curve[i];
  const means: number[] = [];
  for (let beat = 0; beat + 1 < beatsSeconds.length; beat++) {
    const from = Math.min(curve.length - 1, Math.round(beatsSeconds[beat] * FRAME_RATE_HZ));
    const to = Math.min(
      curve.length,
      Math.max(from + 1, Math.round(beatsSeconds[beat + 1] * FRAME_RATE_HZ)),
    );
    means.push((sums[to] - sums[from]) / Math.max(1, to - from));
  }
  return means;
}

/** Chroma of each beat interval, of length 1 (or silent). */
export function chromaByBeat(chroma: Chroma, beatsSeconds: readonly number[]): Float64Array[] {
  return beatsSeconds.slice(1).map((end, beat) => {
    const values = meanChroma(chroma, beatsSeconds[beat], end);
    const norm = Math.hypot(...values);
    return norm > 1e-9 ? values.map((value) => value / norm) : values;
  });
}

/** 1 - cosine; 0 where either is silent. */
export function cosineDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [dot, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    dot += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
  }
  return aa > 1e-12 && bb > 1e-12 ? 1 - dot / Math.sqrt(aa * bb) : 0;
}
