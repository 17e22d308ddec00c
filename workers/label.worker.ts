/** Prepares the sound of pairs that are rated, beside everything else. */
import { expose, transfer } from 'comlink';
import type { ReportProgress } from '@/lib/base/progress';
import { type PairRequest, preparePair } from '@/lib/studio/label-pairs';
import { ratingRequests } from '@/lib/studio/rating-requests';
import { DEFAULT_TASTE_SETTINGS } from '@/lib/taste/flags';
import { openStore } from './open-store';
import { outcome } from './outcome';
import { openStretchCache } from './stretch-cache';
import { createTasks } from './tasks';
import { tasteKit } from './taste';

const tasks = createTasks();

/** Candidates of one remix share what was stretched for the first of them. */
const cache = openStretchCache();

const api = {
  /** What can be rated, with the model's scores where there is a model. */
  ratingRequests: () =>
    outcome(async () => {
      const { tools } = await tasteKit(DEFAULT_TASTE_SETTINGS);
      const ranker = await tools.ranker().catch(() => null);
      return ratingRequests(await openStore(), ranker);
    }),

  async preparePair(task: string, request: PairRequest, onProgress: ReportProgress) {
    const prepared = await tasks.run(task, onProgress, async (options) =>
      preparePair(await openStore(), request, { ...options, cache }),
    );
    if (!prepared.ok) return prepared;
    const { a, b } = prepared.value.sounds;
    return transfer(
      prepared,
      [...a.channels, ...b.channels].map((channel) => channel.buffer),
    );
  },
};

export type LabelWorkerApi = typeof api;

expose(api);
