/** Learning from answers: trains, measures, and puts models in use. */
import { expose } from 'comlink';
import type { ReportProgress } from '@/lib/base/progress';
import { zipChunks } from '@/lib/base/zip';
import { tierFor } from '@/lib/learn/examples/count-discipline';
import { examplesFromLabels } from '@/lib/learn/examples/from-labels';
import { splitByRequest } from '@/lib/learn/examples/split-requests';
import { catboostFiles } from '@/lib/learn/exchange/catboost-files';
import { runToFile } from '@/lib/learn/exchange/run-file';
import { learningCurve } from '@/lib/learn/learning-curve';
import { DEFAULT_RANKER_SETTINGS } from '@/lib/learn/ranker-settings';
import { compareModels } from '@/lib/learn/runs/training-run';
import type { TreeReport } from '@/lib/learn/trainer/train-trees';
import { learnData, learnTaste, takeRun } from '@/lib/studio/learn-taste';
import { ordersOf } from '@/lib/studio/order-change';
import { configureOnnxHere } from './onnx-host';
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
      const current = await activeModel();
      const trained = runs.find(({ settings }) => settings !== null);
      return {
        data: learnData((await labels.labels()).records, trained?.madeAtMs ?? null, current),
        runs,
        unreadable,
        activeId: await trainingRuns.activeId(),
        canRollBack: await trainingRuns.canRollBack(),
        current: current?.manifest ?? null,
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

  /** Which of two trainings is right more often on the held-out answers. */
  compare: (runId: string, otherId: string) =>
    outcome(async () => {
      const { labels, trainingRuns } = await openStore();
      const [run, other] = [await trainingRuns.find(runId), await trainingRuns.find(otherId)];
      if (!run || !other) return null;
      const { examples } = examplesFromLabels((await labels.labels()).records);
      const { splitSeed, shares } = DEFAULT_RANKER_SETTINGS;
      return compareModels(run, other, splitByRequest(examples, splitSeed, shares).holdOut);
    }),

  /** A training as a file, with its model. */
  exportRun: (runId: string) =>
    outcome(async () => {
      const run = await (await openStore()).trainingRuns.find(runId);
      return run && new Blob([runToFile(run)], { type: 'application/json' });
    }),
  /** @param files a training, or a model, with the features.json of its export where it needs one */
  importRun: (files: readonly File[]) =>
    outcome(async () => {
      configureOnnxHere();
      return takeRun(
        await openStore(),
        await Promise.all(
          files.map(async (file) => ({
            name: file.name,
            bytes: new Uint8Array(await file.arrayBuffer()),
          })),
        ),
        {
          id: crypto.randomUUID(),
          nowMs: Date.now(),
          settings: DEFAULT_RANKER_SETTINGS,
          current: await activeModel(),
        },
      );
    }),
  /** The answers that are trained on, in the form that CatBoost reads, as a zip. */
  exportForCatboost: () =>
    outcome(async () => {
      const { records } = await (await openStore()).labels.labels();
      const { examples } = examplesFromLabels(records);
      const { splitSeed, shares, trees } = DEFAULT_RANKER_SETTINGS;
      const { train } = splitByRequest(examples, splitSeed, shares);
      const files = catboostFiles(train, tierFor(examples), trees);
      const encoder = new TextEncoder();
      const entries = files.map(({ name, text }) => ({ name, pieces: [encoder.encode(text)] }));
      const parts = [...zipChunks(entries)] as Uint8Array<ArrayBuffer>[];
      return new Blob(parts, { type: 'application/zip' });
    }),

  activate: (runId: string | null) =>
    outcome(async () => (await openStore()).trainingRuns.activate(runId)),
  rollBack: () => outcome(async () => (await openStore()).trainingRuns.rollBack()),
  deleteRun: (runId: string) => outcome(async () => (await openStore()).trainingRuns.delete(runId)),

  cancel: (task: string) => tasks.cancel(task),
};

export type LearnWorkerApi = typeof api;

expose(api);
