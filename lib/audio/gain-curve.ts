/** A gain that moves: a factor every {@link PEAK_BLOCK} samples, straight lines between. */
import type { Pcm } from './pcm';
import { PEAK_BLOCK } from './true-peak';

/** The factor at each node, the first at sample 0; one more than the sound has blocks. */
export type GainCurve = Float32Array;

/** Multiplies all channels, in place. */
export function applyCurve(pcm: Pcm, curve: GainCurve): void {
  for (const channel of pcm.channels) curveRange(channel, curve, 0, channel.length, channel);
}

/** Writes samples `from` to `to` (exclusive) with the gain to the beginning of `into`, which may be the sound. */
export function curveRange(
  channel: Float32Array,
  curve: GainCurve,
  from: number,
  to: number,
  into: Float32Array,
): void {
  for (let start = from; start < to; ) {
    const node = Math.floor(start / PEAK_BLOCK);
    const end = Math.min((node + 1) * PEAK_BLOCK, to);
    const origin = node * PEAK_BLOCK;
    const first = curve[node];
    const step = (curve[node + 1] - first) / PEAK_BLOCK;
    for (let i = start; i < end; i++) into[i - from] = channel[i] * (first + step * (i - origin));
    start = end;
  }
}

/** The factor at a sample. */
export function curveAt(curve: GainCurve, sample: number): number {
  const place = sample / PEAK_BLOCK;
  const node = Math.floor(place);
  return curve[node] + (place - node) * (curve[node + 1] - curve[node]);
}
