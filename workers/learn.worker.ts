/** Learning from answers: trains, measures, and puts models in use. */
import { expose } from 'comlink';
import type { ReportProgress } from '@/lib/base/progress';
import { examplesFromLabels } from '@/lib/learn/examples/from-labels';
import { learningCurve } from '@/lib/learn/learning-curve';
import { DEFAULT_RANKER_SETTINGS } from '@/lib/learn/train-ranker';
import type { TreeReport } from '@/lib/learn/trainer/train-trees';
import { learnData, learnTaste } from '@/lib/studio/learn-taste';
import { ordersOf } from '@/lib/studio/order-change';
import { openStore } from './open-store';
import { outcome } from './outcome';
import { createTasks } from './tasks';
import { activeModel } from './taste';

const tasks = createTasks();

const api = {
  /** All that the page shows, read anew. */
  overview: () =>
    outcome(async () => {
      const { labels, trainingRuns } = await openStore();
      const { records: runs, unreadable } = await trainingRuns.list();
      const trained = runs.find(({ settings }) => settings !== null);
      return {
        data: learnData((await labels.labels()).records, trained?.madeAtMs ?? null),
        runs,
        unreadable,
        activeId: await trainingRuns.activeId(),
        current: (await activeModel())?.manifest ?? null,
      };
    }),

  train: (
    task: string,
    rater: string | null,
    onProgress: ReportProgress,
    onTree: (report: TreeReport) => void,
  ) =>
    tasks.run(task, onProgress, async (options) =>
      learnTaste(await openStore(), {
        ...options,
        id: crypto.randomUUID(),
        nowMs: Date.now(),
        settings: DEFAULT_RANKER_SETTINGS,
        current: await activeModel(),
        rater,
        onTree,
      }),
    ),

  learningCurve: (task: string, onProgress: ReportProgress) =>
    tasks.run(task, onProgress, async (options) => {
      const { records } = await (await openStore()).labels.labels();
      return learningCurve(examplesFromLabels(records).examples, DEFAULT_RANKER_SETTINGS, options);
    }),

  /** The newest remix's candidates as the model in use and as the run's model would order them. */
  orders: (runId: string) =>
    outcome(async () => {
      const store = await openStore();
      const run = await store.trainingRuns.find(runId);
      return run ? ordersOf(store, await activeModel(), run) : null;
    }),

  activate: (runId: string | null) =>
    outcome(async () => (await openStore()).trainingRuns.activate(runId)),
  rollBack: () => outcome(async () => (await openStore()).trainingRuns.rollBack()),
  deleteRun: (runId: string) => outcome(async () => (await openStore()).trainingRuns.delete(runId)),

  cancel: (task: string) => tasks.cancel(task),
};

export type LearnWorkerApi = typeof api;

expose(api);
