/** What more labels would bring: accuracy on the same hold-out after training on growing parts of the answers. */
import { subProgress, type TaskOptions } from '@/lib/base/progress';
import type { Share } from './evaluation/pair-accuracy';
import { partOfRequest } from './examples/split-requests';
import type { TrainingExample } from './examples/training-example';
import type { RankerSettings } from './ranker-settings';
import { LEAST_EXAMPLES, trainRanker } from './train-ranker';

export interface LearningPoint {
  /** Examples that it was trained on. */
  examples: number;
  /** Accuracy on the hold-out: on people's answers where there are any. */
  accuracy: Share;
}

/** Shares of the training requests. */
const STEPS = [0.125, 0.25, 0.5, 1] as const;

/** Whole requests are added from step to step; steps with too few answers are left out. */
export async function learningCurve(
  examples: readonly TrainingExample[],
  settings: RankerSettings,
  { signal, onProgress }: TaskOptions = {},
): Promise<LearningPoint[]> {
  const part = ({ requestId }: TrainingExample) =>
    partOfRequest(requestId, settings.splitSeed, settings.shares);
  const training = examples.filter((example) => part(example) === 'train');
  const others = examples.filter((example) => part(example) !== 'train');
  const requests = [...new Set(training.map(({ requestId }) => requestId))];
  const points: LearningPoint[] = [];
  for (const [i, step] of STEPS.entries()) {
    const chosen = new Set(requests.slice(0, Math.ceil(step * requests.length)));
    const subset = training.filter(({ requestId }) => chosen.has(requestId));
    if (subset.filter(({ winner }) => winner !== 'tie').length < LEAST_EXAMPLES) continue;
    const { report, counts } = await trainRanker([...subset, ...others], settings, {
      title: 'learning curve',
      signal,
      onProgress: subProgress(onProgress, i / STEPS.length, (i + 1) / STEPS.length),
    });
    const accuracy = report.people.count > 0 ? report.people : report.all;
    points.push({ examples: counts.train, accuracy });
  }
  return points;
}
