/** The stored remixes, and the one that is being made. */
import type { ErrorReport } from '@/lib/base/errors';
import { reportError } from '@/lib/base/errors';
import type { Progress, ReportProgress } from '@/lib/base/progress';
import type { SongSide } from '@/lib/music/stem-names';
import type { PromptIntent } from '@/lib/plan/intent/prompt-intent';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { storedRemixTitle } from '@/lib/studio/stored-remix-title';
import type { Behaviour } from '@/lib/taste/log/request-log';
import { keepUnchanged } from './keep-unchanged';
import type { Loading } from './library';
import { askLibrary } from './library-client';
import type { Notices } from './notices';
import { Observable } from './observable';
import { remainingSeconds } from './remaining-time';
import { type RunOptions, TaskRunner } from './task-runner';
import { tasteSettings } from './taste-settings';
import type { UnfinishedWork } from './unfinished-note';
import { UnfinishedRemix } from './unfinished-remix';

/** What is being made, or why it could not be. */
export interface RemixTask {
  kind: 'remix' | 'candidate';
  /** The candidate that is being rendered. */
  planId: string | null;
  state: 'working' | 'failed';
  progress: Progress;
  remainingSeconds: number | null;
  failure: ErrorReport | null;
}

export class Remixes {
  readonly state = new Observable<Loading>('loading');
  readonly list = new Observable<RemixRecord[]>([]);
  readonly task = new Observable<RemixTask | null>(null);
  /** What is being made, to be heard before it is rendered; not stored yet. */
  readonly planned = new Observable<RemixRecord | null>(null);
  private readonly runner = new TaskRunner();
  private readonly unfinished = new UnfinishedRemix();
  private controller: AbortController | null = null;

  constructor(
    private readonly notices: Notices,
    private readonly onStored: () => void,
  ) {}

  async load(): Promise<void> {
    try {
      const { records, unreadable } = await askLibrary((api) => api.remixes());
      this.notices.unreadable(unreadable, 'remix');
      this.list.set(records);
      this.state.set('ready');
    } catch {
      // The library, which is loaded at the same time, says why.
      this.state.set('failed');
      return;
    }
    const left = await this.unfinished.takeUp().catch(() => null);
    if (left) await this.goOnWith(left);
  }

  /** Loads what choosing a plan needs, before one is asked for. What goes wrong is told then. */
  warmUp(): void {
    const { signal } = new AbortController();
    this.runner
      .run(async (api, task, onProgress) => api.warmUp(task, await tasteSettings(), onProgress), {
        signal,
        onProgress: () => undefined,
      })
      .catch(() => undefined);
  }

  /**
   * @param onPlanned called when it can be heard: `planned` holds it then
   * @param id what was begun under another name goes on under it
   * @returns the remix, or null where it failed or was cancelled: the task says so
   */
  async make(
    songIds: Record<SongSide, string>,
    intent: PromptIntent,
    onPlanned: (id: string) => void = () => undefined,
    id: string = crypto.randomUUID(),
  ): Promise<RemixRecord | null> {
    const { prompt } = intent;
    const before = this.madeOf(songIds, prompt);
    const seed = Math.max(0, ...before.map((remix) => remix.seed)) + 1;
    // asking for the same once more says something about what was made last
    if (before[0]) this.note(before[0].id, { regenerated: true });
    const request = { id, songIds, prompt, intent, seed };
    const planned = (remix: RemixRecord) => {
      this.planned.set(remix);
      onPlanned(id);
    };
    const made = await this.run(
      'remix',
      null,
      (options) =>
        this.runner.run<RemixRecord>(
          async (api, task, onProgress, whileAsked) =>
            api.makeRemix(task, request, await tasteSettings(), onProgress, whileAsked(planned)),
          options,
        ),
      { kind: 'remix', id, songIds, intent },
    );
    this.planned.set(null);
    return made;
  }

  /** Makes another candidate the one that is heard, rendering it where that has not been done. */
  async choose(remix: RemixRecord, planId: string): Promise<RemixRecord | null> {
    if (!remix.renders[planId]) {
      const task = this.task.get();
      // Pressed again, what is being made is not begun anew.
      if (task?.state === 'working' && task.planId === planId) return null;
      if (task?.state === 'working' && task.kind === 'remix') {
        this.notices.add({
          tone: 'info',
          message: 'A remix is being made. This candidate can be rendered when it is done.',
        });
        return null;
      }
      return this.run(
        'candidate',
        planId,
        (options) =>
          this.runner.run<RemixRecord>(
            (api, task, onProgress) => api.renderPlan(task, remix.id, planId, onProgress),
            options,
          ),
        { kind: 'candidate', remixId: remix.id, planId },
      );
    }
    return this.changed(() => askLibrary((api) => api.chooseRender(remix.id, planId)));
  }

  /** Listens to the two best and chooses between them again. */
  chooseByEar(remix: RemixRecord): Promise<RemixRecord | null> {
    return this.run('candidate', remix.chosenPlanId, (options) =>
      this.runner.run<RemixRecord>(
        async (api, task, onProgress) =>
          api.chooseByEar(task, remix.id, await tasteSettings(), onProgress),
        options,
      ),
    );
  }

  /** Keeps a plan that was made by hand as one more candidate. */
  addPlan(remix: RemixRecord, plan: RemixPlan, fromPlanId: string): Promise<RemixRecord | null> {
    return this.changed(() => askLibrary((api) => api.addPlan(remix.id, plan, fromPlanId)));
  }

  cancel(): void {
    this.controller?.abort();
  }

  /** Forgets a failure that has been read. */
  dismissFailure(): void {
    if (this.task.get()?.state === 'failed') this.task.set(null);
  }

  rename(id: string, title: string): Promise<RemixRecord | null> {
    this.note(id, { kept: true });
    return this.changed(() => askLibrary((api) => api.renameRemix(id, title)));
  }

  async delete(id: string): Promise<void> {
    try {
      await askLibrary((api) => api.deleteRemix(id));
      this.list.update((list) => list.filter((remix) => remix.id !== id));
      this.onStored();
    } catch (thrown) {
      this.notices.fail(thrown);
    }
  }

  /** Adds to the request's log what the listener did; nothing is lost to them where that fails. */
  note(id: string, behaviour: Partial<Behaviour>): void {
    askLibrary((api) => api.noteBehaviour(id, behaviour)).catch(() => undefined);
  }

  /** Makes what a page that was closed has left unfinished. */
  private async goOnWith(left: UnfinishedWork): Promise<void> {
    const id = left.kind === 'remix' ? left.id : left.remixId;
    const before = this.list.get().find((remix) => remix.id === id);
    // The page may have been closed after it was stored and before that was noted.
    if (before && (left.kind === 'remix' || before.renders[left.planId])) return;
    let made: RemixRecord | null = null;
    if (left.kind === 'remix')
      made = await this.make(left.songIds, left.intent, undefined, left.id);
    else if (before) made = await this.choose(before, left.planId);
    if (!made) return;
    const title = storedRemixTitle(made);
    const what = left.kind === 'remix' ? `"${title}"` : `The candidate of "${title}"`;
    this.notices.add({
      tone: 'success',
      message: `${what} is ready: it was being made when the page was closed.`,
    });
  }

  /**
   * What was made of the same words for the same songs, newest first: once more is another remix, one
   * seed further.
   */
  private madeOf(songIds: Record<SongSide, string>, prompt: string): RemixRecord[] {
    return this.list
      .get()
      .filter(
        (remix) =>
          remix.songs.a.id === songIds.a &&
          remix.songs.b.id === songIds.b &&
          remix.prompt === prompt,
      );
  }

  private async run(
    kind: RemixTask['kind'],
    planId: string | null,
    work: (options: RunOptions) => Promise<RemixRecord>,
    unfinished?: UnfinishedWork,
  ): Promise<RemixRecord | null> {
    this.controller?.abort();
    const controller = new AbortController();
    this.controller = controller;
    const startedMs = performance.now();
    const show = (change: Partial<RemixTask>) => {
      if (this.controller !== controller) return;
      this.task.set({ kind, planId, ...STARTED, ...this.task.get(), ...change });
    };
    const onProgress: ReportProgress = (progress) => {
      const elapsed = (performance.now() - startedMs) / 1000;
      show({ progress, remainingSeconds: remainingSeconds(elapsed, progress.fraction) });
    };
    this.task.set({ kind, planId, ...STARTED });
    const ended = unfinished && this.unfinished.begin(unfinished);
    try {
      const remix = await work({ signal: controller.signal, onProgress });
      this.stored(remix);
      if (this.controller === controller) this.task.set(null);
      return remix;
    } catch (thrown) {
      const failure = reportError(thrown);
      if (failure.code !== 'aborted') show({ state: 'failed', failure });
      else if (this.controller === controller) this.task.set(null);
      return null;
    } finally {
      ended?.();
    }
  }

  private async changed(work: () => Promise<RemixRecord>): Promise<RemixRecord | null> {
    try {
      const remix = await work();
      this.stored(remix);
      return remix;
    } catch (thrown) {
      this.notices.fail(thrown);
      return null;
    }
  }

  private stored(remix: RemixRecord): void {
    this.list.update((list) =>
      list.some(({ id }) => id === remix.id)
        ? list.map((known) => (known.id === remix.id ? keepUnchanged(known, remix) : known))
        : [remix, ...list],
    );
    this.onStored();
  }
}

const STARTED = {
  state: 'working',
  progress: { step: 'Starting', fraction: 0 },
  remainingSeconds: null,
  failure: null,
} as const;
