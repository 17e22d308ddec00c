/** Prepares the sound of pairs that are rated, beside everything else. */
import { expose, transfer } from 'comlink';
import type { ReportProgress } from '@/lib/base/progress';
import { StretchCache } from '@/lib/render/stretch-cache';
import { type PairRequest, preparePair } from '@/lib/studio/label-pairs';
import { openStore } from './open-store';
import { createTasks } from './tasks';

const tasks = createTasks();

/** Candidates of one remix share what was stretched for the first of them. */
const cache = new StretchCache();

const api = {
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
