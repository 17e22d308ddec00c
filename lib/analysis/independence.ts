/**
 * What a stem starts by itself: what bleeds from one stem into another starts with it, so that the two
 * curves of new sound run alike in the register that all share.
 */
import type { SignalFrames } from './signal-frames';
import { clamp } from './statistics';

/** Pearson correlation of two curves, 0 where one does not vary. */
function correlate(a: Float32Array, b: Float32Array): number {
  const n = Math.min(a.length, b.length);
  let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    sa += a[i];
    sb += b[i];
    saa += a[i] * a[i];
    sbb += b[i] * b[i];
    sab += a[i] * b[i];
  }
  const spread = Math.sqrt((saa - (sa * sa) / n) * (sbb - (sb * sb) / n));
  return spread > 1e-9 ? (sab - (sa * sb) / n) / spread : 0;
}

/**
 * 1 where a sound has no new sounds in common with any of the others, to 0. Instruments that play together
 * start together too: about 0.7 is clean for them, while a clean voice is near 1.
 */
export function independence(sound: SignalFrames, others: readonly SignalFrames[]): number {
  const likeness = others.map((other) => correlate(sound.onset.mid, other.onset.mid));
  return clamp(1 - Math.max(...likeness), 0, 1);
}
