/** One more correction on a list, joined with the last one where the two are one. */
import type { Correction } from './correction';

/** Nudges of less than this together are none. */
const LEAST_NUDGE_MS = 1e-6;

/** The list with the correction at its end; its effect is that of both, one after the other. */
export function addCorrection(list: readonly Correction[], added: Correction): Correction[] {
  const before = list.slice(0, -1);
  const last = list.at(-1);
  if (!last) return [added];
  switch (added.kind) {
    case 'halve-tempo':
      return last.kind === 'double-tempo' ? before : [...list, added];
    case 'nudge-grid': {
      if (last.kind !== 'nudge-grid') return [...list, added];
      const milliseconds = last.milliseconds + added.milliseconds;
      return Math.abs(milliseconds) < LEAST_NUDGE_MS
        ? before
        : [...before, { ...added, milliseconds }];
    }
    case 'shift-downbeat': {
      if (last.kind !== 'shift-downbeat') return [...list, added];
      const beats = last.beats + added.beats;
      return beats === 0 ? before : [...before, { ...added, beats }];
    }
    case 'set-tempo':
    case 'set-metre':
    case 'set-key':
      return last.kind === added.kind ? [...before, added] : [...list, added];
    case 'rename-section': {
      const isSame =
        last.kind === added.kind &&
        last.startSeconds === added.startSeconds &&
        last.endSeconds === added.endSeconds;
      return isSame ? [...before, added] : [...list, added];
    }
    case 'move-section-line': {
      const isSame = last.kind === added.kind && last.toSeconds === added.fromSeconds;
      if (!isSame) return [...list, added];
      const { fromSeconds } = last;
      return fromSeconds === added.toSeconds ? before : [...before, { ...added, fromSeconds }];
    }
    default:
      return [...list, added];
  }
}
