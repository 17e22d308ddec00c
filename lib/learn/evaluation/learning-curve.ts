/** What more answers would bring: the same held-out answers, judged after training on ever more of the rest. */
import { subProgress, type TaskOptions } from '@/lib/base/progress';
import { createRandom } from '@/lib/base/random';
import { splitByRequest } from '../examples/split-requests';
import type { TrainingExample } from '../examples/training-example';
import { LEAST_EXAMPLES, type RankerSettings, trainRanker } from '../train-ranker';
import type { Share } from './pair-accuracy';

/** Shares of the requests that are trained on. */
export const CURVE_SHARES = [0.25, 0.5, 0.75, 1] as const;

export interface LearningPoint {
  /** Decided answers that were trained on. */
  examples: number;
  accuracy: Share;
}

/**
 * Whole requests are left out, drawn by the trees' seed; points with too few answers to learn from are
 * missing.
 * @throws SegueError `manifest-mismatch`, `aborted`
 */
export async function learningCurve(
  examples: readonly TrainingExample[],
  settings: RankerSettings,
  { signal, onProgress }: TaskOptions = {},
): Promise<LearningPoint[]> {
  const { train, stop, holdOut } = splitByRequest(examples, settings.splitSeed, settings.shares);
  const random = createRandom(settings.trees.seed).fork('learning curve');
  const drawn = [...new Set(train.map(({ requestId }) => requestId))]
    .map((requestId) => ({ requestId, place: random.next() }))
    .sort((one, other) => one.place - other.place);
  const points: LearningPoint[] = [];
  for (const [step, share] of CURVE_SHARES.entries()) {
    const kept = new Set(
      drawn.slice(0, Math.round(share * drawn.length)).map(({ requestId }) => requestId),
    );
    const part = train.filter(({ requestId }) => kept.has(requestId));
    const decided = part.filter(({ winner }) => winner !== 'tie').length;
    if (decided < LEAST_EXAMPLES) continue;
    const { report } = await trainRanker([...part, ...stop, ...holdOut], settings, {
      title: 'Learning curve',
      signal,
      onProgress: subProgress(
        onProgress,
        step / CURVE_SHARES.length,
        (step + 1) / CURVE_SHARES.length,
      ),
    });
    points.push({ examples: decided, accuracy: report.all });
  }
  return points;
}
