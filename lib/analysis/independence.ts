/**
 * What a stem starts by itself: what bleeds from one stem into another starts with it, so that the two
 * curves of new sound run alike in the register that all share.
 */
import { correlation } from '@/lib/base/correlation';
import type { SignalFrames } from './signal-frames';
import { clamp } from './statistics';

/**
 * 1 where a sound has no new sounds in common with any of the others, to 0. Instruments that play together
 * start together too: about 0.7 is clean for them, while a clean voice is near 1.
 */
export function independence(sound: SignalFrames, others: readonly SignalFrames[]): number {
  const likeness = others.map((other) => correlation(sound.onset.mid, other.onset.mid));
  return clamp(1 - Math.max(...likeness), 0, 1);
}
