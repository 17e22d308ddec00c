/** The model that ships: from sketched requests and the rules alone, the same every time from a seed. */
import { SegueError } from '@/lib/base/errors';
import { breathe, subProgress, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { createRandom } from '@/lib/base/random';
import { makePlans } from '@/lib/plan/make-plans';
import { DEFAULT_SHARES } from '../examples/split-requests';
import type { TrainingExample } from '../examples/training-example';
import { DEFAULT_RANKER_SETTINGS } from '../ranker-settings';
import { type TrainedRanker, trainRanker } from '../train-ranker';
import { sketchRequest } from './sketch-request';
import { weakExamples } from './weak-examples';

export interface FirstModelSettings {
  requests: number;
  seed: number;
}

/** Small, since it is shipped and loaded by everybody. */
const TREES = { trees: 160, depth: 4, learningRate: 0.1, l2: 3, patience: 30 } as const;
const SKETCHED_AT = 0.7;

/** Examples of so many requests; sketches whose tempi cannot be brought together are drawn anew. */
export async function sketchExamples(
  { requests, seed }: FirstModelSettings,
  { signal, onProgress }: TaskOptions = {},
): Promise<TrainingExample[]> {
  const random = createRandom(seed).fork('first model');
  const examples: TrainingExample[] = [];
  for (let made = 0, tried = 0; made < requests; tried++) {
    await breathe();
    throwIfAborted(signal);
    onProgress?.({ step: 'Sketching requests', fraction: made / requests });
    const request = sketchRequest(random.fork(`request ${tried}`), tried);
    try {
      const planning = makePlans(request);
      if (planning.candidates.length < 2) continue;
      const own = random.fork(`examples ${tried}`);
      examples.push(...weakExamples(`sketch-${tried}`, request, planning, own));
      made += 1;
    } catch (error) {
      // two songs that do not go together are no request
      if (!(error instanceof SegueError)) throw error;
    }
  }
  return examples;
}

export async function makeFirstModel(
  settings: FirstModelSettings,
  { signal, onProgress }: TaskOptions = {},
): Promise<TrainedRanker> {
  const examples = await sketchExamples(settings, {
    signal,
    onProgress: subProgress(onProgress, 0, SKETCHED_AT),
  });
  const trees = { ...DEFAULT_RANKER_SETTINGS.trees, ...TREES, seed: settings.seed };
  return trainRanker(
    examples,
    {
      ...DEFAULT_RANKER_SETTINGS,
      trees,
      shares: DEFAULT_SHARES,
      tier: 1,
      isMonotone: true,
      base: 'none',
    },
    {
      title: 'First model (rules only)',
      signal,
      onProgress: subProgress(onProgress, SKETCHED_AT, 1),
    },
  );
}
