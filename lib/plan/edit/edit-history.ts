/** The steps of an edited plan: back and forth, exactly. */
import type { RemixPlan } from '../remix-plan';

export interface EditStep {
  plan: RemixPlan;
  /** What led here; null for the plan that was opened. */
  what: string | null;
}

export interface EditHistory {
  past: readonly EditStep[];
  present: EditStep;
  future: readonly EditStep[];
}

export function startHistory(plan: RemixPlan): EditHistory {
  return { past: [], present: { plan, what: null }, future: [] };
}

/** One step further; what had been taken back is forgotten. */
export function addStep({ past, present }: EditHistory, step: EditStep): EditHistory {
  return { past: [...past, present], present: step, future: [] };
}

/** One step back; the same where there is none. */
export function undo(history: EditHistory): EditHistory {
  const { past, present, future } = history;
  const before = past.at(-1);
  if (!before) return history;
  return { past: past.slice(0, -1), present: before, future: [present, ...future] };
}

/** One step on again; the same where there is none. */
export function redo(history: EditHistory): EditHistory {
  const { past, present, future } = history;
  const [next, ...later] = future;
  if (!next) return history;
  return { past: [...past, present], present: next, future: later };
}
