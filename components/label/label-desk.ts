/** The labelling page's state: which session, what comes next, what is heard, what is answered. */
import { type ErrorReport, reportError } from '@/lib/base/errors';
import type { Progress } from '@/lib/base/progress';
import { type Listening, NOTHING_HEARD, stillToHear, switchedTo } from '@/lib/labels/listening';
import type { LabelSide, PairwiseLabel } from '@/lib/labels/pairwise-label';
import type { Calibration, ScheduledPair } from '@/lib/labels/protocol/protocol';
import {
  type LabelSession,
  type ListeningSetup,
  labelPair,
  nextStep,
  type PairAnswer,
  type SessionStep,
} from '@/lib/labels/session';
import type { PairRequest, PreparedPair } from '@/lib/studio/label-pairs';
import { askLibrary } from '../studio/library-client';
import { Observable } from '../studio/observable';
import { LabelClient } from './label-client';
import { PairPlayer } from './pair-player';

/** What is shown, without anything that could tell the two apart. */
export interface DeskState {
  session: LabelSession | null;
  /** Answers of this session, in the order given. */
  answered: PairwiseLabel[];
  step: SessionStep | null;
  sound: 'none' | 'preparing' | 'ready' | 'failed';
  progress: Progress;
  failure: ErrorReport | null;
  /** Length of what is played and its bars, for the timeline. */
  lengthSeconds: number;
  barsSeconds: number[];
}

const CLOSED: DeskState = {
  session: null,
  answered: [],
  step: null,
  sound: 'none',
  progress: { step: 'Starting', fraction: 0 },
  failure: null,
  lengthSeconds: 0,
  barsSeconds: [],
};

/** What was prepared of a pair, its samples handed to the player. */
type PlayedSound = Omit<PreparedPair, 'sounds'>;

export class LabelDesk {
  readonly id = crypto.randomUUID();
  /** Called once when it is over. */
  onClosed: () => void = () => undefined;
  readonly state = new Observable<DeskState>(CLOSED);
  readonly player = new PairPlayer();
  private readonly client = new LabelClient();
  private readonly ahead = new Map<string, Promise<PreparedPair>>();
  private controller = new AbortController();
  private played: PlayedSound | null = null;
  private switches: Listening['switches'] = [];
  private shownAtMs = 0;
  /** An answer is being stored or taken back: a second press of the key means the same one. */
  private isStoring = false;
  private isDisposed = false;
  /** Pairs that could not be heard and were put off; they come again when the session is opened again. */
  private readonly putOff: { pairIndex: number }[] = [];

  /** Opens a session where it was left. */
  async open(session: LabelSession): Promise<void> {
    const answered = await askLibrary((api) => api.sessionLabels(session.id));
    if (this.isDisposed) return;
    this.state.set({ ...CLOSED, session, answered });
    await this.proceed();
  }

  close(): void {
    this.controller.abort();
    void this.player.pause();
    this.ahead.clear();
    this.state.set(CLOSED);
  }

  dispose(): void {
    this.isDisposed = true;
    this.close();
    this.onClosed();
    this.player.dispose();
    this.client.dispose();
  }

  async setUp(setup: ListeningSetup): Promise<void> {
    if (await this.saveSession({ setup })) await this.proceed();
  }

  /** The example has been heard. */
  async calibrated(): Promise<void> {
    const { session } = this.state.get();
    if (!session) return;
    if (await this.saveSession({ calibrated: session.calibrated + 1 })) await this.proceed();
  }

  /** Lets a pair be heard again, outside of any session. */
  async listen(request: PairRequest): Promise<void> {
    this.controller.abort();
    this.controller = new AbortController();
    const { signal } = this.controller;
    void this.player.pause();
    this.show({ sound: 'preparing', progress: CLOSED.progress, failure: null });
    try {
      const { sounds, lengthSeconds, barsSeconds } = await this.client.prepare(
        request,
        this.onProgress,
      );
      // Another pair was chosen meanwhile.
      if (signal.aborted) return;
      await this.player.load(sounds);
      if (!signal.aborted) this.show({ sound: 'ready', lengthSeconds, barsSeconds });
    } catch (thrown) {
      if (!signal.aborted) this.show({ sound: 'failed', failure: reportError(thrown) });
    }
  }

  /** Goes on without a pair that cannot be heard, because its song was deleted say. */
  putOffPair(): Promise<void> {
    const { step } = this.state.get();
    if (step?.kind === 'pair') this.putOff.push({ pairIndex: step.pair.index });
    return this.proceed();
  }

  /** Tries once more what failed. */
  retry(): Promise<void> {
    return this.proceed();
  }

  switchTo(side: LabelSide): void {
    const { side: heard } = this.player.state.get();
    if (heard === side) return;
    this.switches = switchedTo(this.listening(), side).switches;
    void this.player.switchTo(side);
  }

  /** Seconds of each that must still be heard. */
  stillToHear(): Record<LabelSide, number> {
    return stillToHear(this.listening());
  }

  /** @throws SegueError `not-heard-enough`, `storage-full`: the answer is not lost, it stays on the page */
  async answer(answer: PairAnswer): Promise<void> {
    const { session, step } = this.state.get();
    if (this.isStoring || !session || step?.kind !== 'pair' || !this.played) return;
    const label = labelPair(
      session,
      step.pair,
      {
        ...this.played,
        listening: this.listening(),
        shownAtMs: this.shownAtMs,
      },
      answer,
      Date.now(),
    );
    await this.storing(() => askLibrary((api) => api.addLabel(label)));
    this.state.update((state) => ({ ...state, answered: [...state.answered, label] }));
    await this.proceed();
  }

  /**
   * Takes the last answer back; its pair is shown again.
   * @throws SegueError where the store cannot: the answer stays
   */
  async undo(): Promise<void> {
    const last = this.state.get().answered.at(-1);
    if (this.isStoring || !last) return;
    await this.storing(() => askLibrary((api) => api.removeLabel(last.id)));
    this.state.update((state) => ({ ...state, answered: state.answered.slice(0, -1) }));
    await this.proceed();
  }

  private listening(): Listening {
    const { heardSeconds } = this.player.state.get();
    return { ...NOTHING_HEARD, heardSeconds, switches: this.switches };
  }

  private async storing(work: () => Promise<unknown>): Promise<void> {
    this.isStoring = true;
    try {
      await work();
    } finally {
      this.isStoring = false;
    }
  }

  /** @returns whether it was stored; where it was not, the state says why */
  private async saveSession(change: Partial<LabelSession>): Promise<boolean> {
    const { session } = this.state.get();
    if (!session) return false;
    const changed = { ...session, ...change };
    try {
      await askLibrary((api) => api.saveLabelSession(changed));
    } catch (thrown) {
      this.show({ failure: reportError(thrown) });
      return false;
    }
    this.show({ session: changed });
    return true;
  }

  /** Shows what comes next and prepares its sound, and the sound after it. */
  private async proceed(): Promise<void> {
    const { session, answered } = this.state.get();
    if (!session || this.isDisposed) return;
    this.controller.abort();
    this.controller = new AbortController();
    const { signal } = this.controller;
    const step = nextStep(session, [...answered, ...this.putOff]);
    this.played = null;
    this.switches = [];
    void this.player.pause();
    const wanted = soundOf(step);
    this.show({
      step,
      failure: null,
      sound: wanted ? 'preparing' : 'none',
      progress: CLOSED.progress,
    });
    if (!wanted) return;
    try {
      const prepared = await this.prepare(wanted);
      if (signal.aborted) return;
      const { sounds, ...played } = prepared;
      await this.player.load(sounds);
      if (signal.aborted) return;
      this.played = played;
      this.shownAtMs = Date.now();
      this.show({
        sound: 'ready',
        lengthSeconds: played.lengthSeconds,
        barsSeconds: played.barsSeconds,
      });
      this.prepareNext(session, answered, step);
    } catch (thrown) {
      if (!signal.aborted) this.show({ sound: 'failed', failure: reportError(thrown) });
    }
  }

  /** What lies ready is used up: the player takes the samples. */
  private async prepare(wanted: PairRequest): Promise<PreparedPair> {
    const name = JSON.stringify(wanted);
    const prepared = this.ahead.get(name) ?? this.client.prepare(wanted, this.onProgress);
    this.ahead.delete(name);
    return prepared;
  }

  private prepareNext(
    session: LabelSession,
    answered: readonly PairwiseLabel[],
    step: SessionStep,
  ): void {
    const after =
      step.kind === 'pair'
        ? nextStep(session, [...answered, ...this.putOff, { pairIndex: step.pair.index }])
        : nextStep({ ...session, calibrated: session.calibrated + 1 }, answered);
    const wanted = soundOf(after);
    if (!wanted) return;
    const name = JSON.stringify(wanted);
    if (this.ahead.has(name)) return;
    const prepared = this.client.prepare(wanted, () => undefined);
    // A failure is told when its turn comes, by trying again.
    prepared.catch(() => this.ahead.delete(name));
    this.ahead.set(name, prepared);
  }

  private readonly onProgress = (progress: Progress) => this.show({ progress });

  private show(change: Partial<DeskState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }
}

function soundOf(step: SessionStep): PairRequest | null {
  if (step.kind === 'pair') return ofPair(step.pair);
  if (step.kind === 'calibration') return ofExample(step.example);
  return null;
}

function ofPair({ requestId, a, b }: ScheduledPair): PairRequest {
  return { requestId, a: a.planId, b: b.planId };
}

/** Heard against nothing: the same on both sides. */
function ofExample({ requestId, planId, level }: Calibration): PairRequest {
  return { requestId, a: planId, b: planId, isSpoilt: level === 'bad' };
}
