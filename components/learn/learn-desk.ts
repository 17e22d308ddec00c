/** The learn page's state: what is known, what is being trained, which models there are. */
import type { Remote } from 'comlink';
import { type ErrorReport, reportError } from '@/lib/base/errors';
import type { Progress } from '@/lib/base/progress';
import type { ActivationVerdict } from '@/lib/learn/evaluation/activation-gate';
import type { LearningPoint } from '@/lib/learn/learning-curve';
import type { TrainingRun } from '@/lib/learn/runs/training-run';
import type { TreeReport } from '@/lib/learn/trainer/train-trees';
import type { LearnData } from '@/lib/studio/learn-taste';
import type { OrderChange } from '@/lib/studio/order-change';
import type { ModelManifest } from '@/lib/taste/ranker/model-manifest';
import type { LearnWorkerApi } from '@/workers/learn.worker';
import type { Outcome } from '@/workers/outcome';
import { Observable } from '../studio/observable';
import { saveFile } from '../studio/save-file';
import { type WhileAsked, WorkerClient } from '../studio/worker-client';

export interface LearnState {
  state: 'loading' | 'ready' | 'failed';
  data: LearnData | null;
  runs: TrainingRun[];
  activeId: string | null;
  /** Whether anything was in use before. */
  canRollBack: boolean;
  /** Manifest of the model in use; null where there is none. */
  current: ModelManifest | null;
  task: 'none' | 'training' | 'curve';
  progress: Progress;
  /** Of the training that runs. */
  curve: TreeReport[];
  learning: LearningPoint[] | null;
  failure: ErrorReport | null;
}

const STARTING: Progress = { step: 'Starting', fraction: 0 };

export class LearnDesk {
  readonly state = new Observable<LearnState>({
    state: 'loading',
    data: null,
    runs: [],
    activeId: null,
    canRollBack: false,
    current: null,
    task: 'none',
    progress: STARTING,
    curve: [],
    learning: null,
    failure: null,
  });
  private readonly worker = new WorkerClient<LearnWorkerApi>(
    () => new Worker(new URL('../../workers/learn.worker.ts', import.meta.url), { type: 'module' }),
    'The browser stopped learning. Try again, after a reload of the page if need be: answers and models are stored.',
  );
  private count = 0;

  async load(): Promise<void> {
    try {
      const { data, runs, activeId, canRollBack, current } = await this.worker.ask((api) =>
        api.overview(),
      );
      this.show({ state: 'ready', data, runs, activeId, canRollBack, current });
    } catch (thrown) {
      this.show({ state: 'failed', failure: reportError(thrown) });
    }
  }

  /** @returns the run, or null where it failed or was cancelled */
  async train(rater: string | null): Promise<TrainingRun | null> {
    this.show({ curve: [] });
    const onTree = (report: TreeReport) =>
      this.state.update((state) => ({ ...state, curve: [...state.curve, report] }));
    return this.run('training', (api, task, onProgress, whileAsked) =>
      api.train(task, rater, onProgress, whileAsked(onTree)),
    );
  }

  async measureLearning(): Promise<void> {
    const learning = await this.run('curve', (api, task, onProgress) =>
      api.learningCurve(task, onProgress),
    );
    if (learning) this.show({ learning });
  }

  cancel(): void {
    this.worker.tell((api) => api.cancel(`task-${this.count}`));
  }

  activate(runId: string | null): Promise<void> {
    return this.change((api) => api.activate(runId));
  }

  rollBack(): Promise<void> {
    return this.change((api) => api.rollBack());
  }

  deleteRun(runId: string): Promise<void> {
    return this.change((api) => api.deleteRun(runId));
  }

  /** Which of two trainings is right more often; null where it cannot be told. */
  compare(runId: string, otherId: string): Promise<ActivationVerdict | null> {
    return this.worker.ask((api) => api.compare(runId, otherId)).catch(() => null);
  }

  exportRun(run: TrainingRun): Promise<void> {
    return this.change(async (api) => {
      const answer = await api.exportRun(run.id);
      if (answer.ok && answer.value) saveFile(answer.value, `${run.title}.json`);
      return answer;
    });
  }

  importRun(files: readonly File[]): Promise<void> {
    return this.change((api) => api.importRun(files));
  }

  exportForCatboost(): Promise<void> {
    return this.change(async (api) => {
      const answer = await api.exportForCatboost();
      if (answer.ok) saveFile(answer.value, 'segue-catboost.zip');
      return answer;
    });
  }

  orders(runId: string): Promise<OrderChange | null> {
    return this.worker.ask((api) => api.orders(runId)).catch(() => null);
  }

  dispose(): void {
    this.worker.end();
  }

  private async change<T>(
    work: (api: Remote<LearnWorkerApi>) => Promise<Outcome<T>>,
  ): Promise<void> {
    try {
      await this.worker.ask(work);
      this.show({ failure: null });
    } catch (thrown) {
      this.show({ failure: reportError(thrown) });
    }
    await this.load();
  }

  private async run<T>(
    kind: 'training' | 'curve',
    work: (
      api: Remote<LearnWorkerApi>,
      task: string,
      onProgress: (progress: Progress) => void,
      whileAsked: WhileAsked,
    ) => Promise<Outcome<T>>,
  ): Promise<T | null> {
    this.count += 1;
    this.show({ task: kind, progress: STARTING, failure: null });
    try {
      const onProgress = (progress: Progress) => this.show({ progress });
      const task = `task-${this.count}`;
      return await this.worker.ask((api, whileAsked) =>
        work(api, task, whileAsked(onProgress), whileAsked),
      );
    } catch (thrown) {
      const failure = reportError(thrown);
      if (failure.code !== 'aborted') this.show({ failure });
      return null;
    } finally {
      this.show({ task: 'none' });
      await this.load();
    }
  }

  private show(change: Partial<LearnState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }
}
