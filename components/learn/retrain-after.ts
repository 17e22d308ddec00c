/** After how many new answers this listener wants to be offered a training. */
import { ANSWERS_BEFORE_RETRAINING } from '@/lib/learn/retrain-advice';

const STORAGE_KEY = 'segue.retrain-after';

/** What can be chosen. */
export const RETRAIN_AFTER = [50, 100, ANSWERS_BEFORE_RETRAINING, 500] as const;

export function savedRetrainAfter(): number {
  try {
    const saved = Number(localStorage.getItem(STORAGE_KEY));
    return RETRAIN_AFTER.find((count) => count === saved) ?? ANSWERS_BEFORE_RETRAINING;
  } catch {
    return ANSWERS_BEFORE_RETRAINING;
  }
}

export function saveRetrainAfter(count: number): void {
  try {
    localStorage.setItem(STORAGE_KEY, String(count));
  } catch {
    // without storage it holds until the page is left
  }
}
