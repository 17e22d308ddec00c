/** Prepares the sound of pairs that are rated and takes in answers from files, beside everything else. */
import { expose, transfer } from 'comlink';
import type { ReportProgress } from '@/lib/base/progress';
import { createRandom } from '@/lib/base/random';
import { labelQuality } from '@/lib/labels/quality/label-quality';
import { type PairRequest, preparePair } from '@/lib/studio/label-pairs';
import { ratingRequests } from '@/lib/studio/rating-requests';
import { DEFAULT_TASTE_SETTINGS } from '@/lib/taste/flags';
import { openStore } from './open-store';
import { outcome } from './outcome';
import { openStretchCache } from './stretch-cache';
import { createTasks } from './tasks';
import { tasteKit } from './taste';

/** Any will do: it only decides which answers are drawn again for an interval. */
const RESAMPLING_SEED = 1;

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

  /** Whether the answers can be trusted, and how many could not be read. */
  quality: () =>
    outcome(async () => {
      const { records, unreadable } = await (await openStore()).labels.labels();
      return { quality: labelQuality(records, createRandom(RESAMPLING_SEED)), unreadable };
    }),

  /** Takes a JSONL or CSV file of answers. */
  importLabels: (task: string, file: File, onProgress: ReportProgress) =>
    tasks.run(task, onProgress, async (options) => {
      const { labels, remixes } = await openStore();
      const { records } = await remixes.list();
      const known = records.map(({ id }) => id);
      return labels.take(await file.text(), known, options);
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

  cancel: (task: string) => tasks.cancel(task),
};

export type LabelWorkerApi = typeof api;

expose(api);
