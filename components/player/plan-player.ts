/**
 * Plays plans that have not been rendered: any of them, from any bar, and changes from one to another at the
 * same bar without a gap. Parts of four bars are made in the render workers a little ahead of what is heard.
 *
 *   const player = usePlanPlayer(source);          // or new PlanPlayer(source, onFailure)
 *   await player.play(plan);                       // from where it stands; play(plan, 32) from beat 32
 *   player.choose(other);                          // while it plays: over to the other at the next bar line
 *   player.preload(plans, beat);                   // so that each of them starts at once
 *   player.seek(beat); player.setLoop({ startBeat, endBeat }); player.pause(); player.toggle();
 *   player.positionBeats();                        // for playheads, every frame
 *   useObservable(player.state);                   // what is heard, what is to come, whether it waits
 */
import type { SongSide } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { lengthBeats } from '@/lib/plan/remix-plan';
import type { SongChoice } from '@/lib/studio/known-songs';
import { Observable } from '../studio/observable';
import { cannotPlay } from './cannot-play';
import { beatIn, PartLine, timeOf } from './part-line';
import { PlanParts, type PlayablePart } from './plan-parts';
import { RenderClient } from './render-client';
import type { Tone } from './tone';
import { loadTone, prepareTone } from './tone';

/** Which songs the plans are of. */
export interface PlanSource {
  songs: Record<SongSide, SongChoice>;
  /** Of the remix, that is of the instrumental song. */
  beatsPerBar: number;
}

export interface BeatSpan {
  startBeat: number;
  endBeat: number;
}

export interface PlanPlayerState {
  /** What is heard, or would be on play. */
  plan: RemixPlan | null;
  /** What will be heard from the next bar line on that can be kept; null while nothing has been chosen. */
  next: RemixPlan | null;
  isPlaying: boolean;
  /** Play was pressed, or the sound has run out, and the part is not made yet. */
  isWaiting: boolean;
  /** Where it stands while it does not play, and where it last started. */
  standsAtBeat: number;
  loop: BeatSpan | null;
}

/** What is to be heard is in place so long before. */
const AHEAD_SECONDS = 5;
/** A start or a change is put so far ahead that the sound card has not fetched it yet. */
const LEAD_SECONDS = 0.06;
/** How often it is looked whether the next part is due. */
const CHECK_MS = 200;
export class PlanPlayer {
  readonly state = new Observable<PlanPlayerState>({
    plan: null,
    next: null,
    isPlaying: false,
    isWaiting: false,
    standsAtBeat: 0,
    loop: null,
  });
  private readonly client = new RenderClient();
  private readonly parts: PlanParts;
  private tone: Tone | null = null;
  private output: InstanceType<Tone['Gain']> | null = null;
  private readonly line = new PartLine();
  private timer: ReturnType<typeof setInterval> | undefined;
  /** Counts what the user has asked for: an answer to something older is not played. */
  private turn = 0;
  private isFilling = false;

  constructor(
    private readonly source: PlanSource,
    private readonly onFailure: (thrown: unknown) => void,
  ) {
    this.parts = new PlanParts(this.client, source.songs, source.beatsPerBar);
  }

  /** Makes the first part of each ready. What goes wrong is told by play, which tries again. */
  async preload(plans: readonly RemixPlan[], beat = 0): Promise<void> {
    prepareTone();
    await Promise.allSettled(plans.map((plan) => this.parts.at(plan, this.within(plan, beat))));
  }

  /** Plays a plan from a beat, or from where it stands. */
  async play(plan = this.state.get().plan, beat?: number): Promise<void> {
    if (!plan) return;
    const turn = this.newTurn();
    const startBeat = this.within(plan, beat ?? this.positionBeats());
    this.silence();
    this.change({ plan, next: null, isPlaying: false, isWaiting: true, standsAtBeat: startBeat });
    try {
      const tone = await loadTone();
      // Asked for something else meanwhile, or the page was left: no worker is started for nobody.
      if (turn !== this.turn) return;
      this.connect(tone);
      await tone.start();
      if (turn !== this.turn) return;
      const part = await this.parts.at(plan, startBeat);
      if (turn !== this.turn) return;
      this.schedule(part, startBeat, tone.immediate() + LEAD_SECONDS);
      this.change({ isPlaying: true, isWaiting: false });
      this.timer = setInterval(() => void this.fill(), CHECK_MS);
      void this.fill();
    } catch (thrown) {
      if (turn === this.turn) this.fail(thrown);
    }
  }

  /** Goes over to another plan: at once where nothing plays, else at the first bar line that it is ready for. */
  choose(plan: RemixPlan): void {
    const { isPlaying, isWaiting } = this.state.get();
    if (isPlaying) {
      this.newTurn();
      this.change({ next: plan.id === this.state.get().plan?.id ? null : plan });
      void this.fill();
    } else if (isWaiting) {
      void this.play(plan);
    } else {
      this.change({ plan, standsAtBeat: this.within(plan, this.state.get().standsAtBeat) });
    }
  }

  pause(): void {
    const standsAtBeat = this.positionBeats();
    this.newTurn();
    this.silence();
    this.change({ isPlaying: false, isWaiting: false, next: null, standsAtBeat });
  }

  toggle(): void {
    const { isPlaying, isWaiting } = this.state.get();
    if (isPlaying || isWaiting) this.pause();
    else void this.play();
  }

  seek(beat: number): void {
    const { plan, isPlaying, isWaiting } = this.state.get();
    if (!plan) return;
    if (isPlaying || isWaiting) void this.play(plan, beat);
    else this.change({ standsAtBeat: this.within(plan, beat) });
  }

  /** Plays round and round between two beats; null plays on to the end. */
  setLoop(loop: BeatSpan | null): void {
    this.change({ loop });
    const { isPlaying } = this.state.get();
    const position = this.positionBeats();
    // What has been put in place beyond the loop's end is taken back.
    if (!isPlaying) return;
    if (loop && (position < loop.startBeat || position >= loop.endBeat)) this.seek(loop.startBeat);
    else this.seek(position);
  }

  /** What is heard now, or would be on play. */
  positionBeats(): number {
    const { isPlaying, standsAtBeat } = this.state.get();
    if (!isPlaying || !this.tone) return standsAtBeat;
    const now = this.tone.immediate();
    const segment = this.line.at(now);
    if (!segment) return standsAtBeat;
    return beatIn(segment, Math.min(now, segment.atSeconds + segment.lengthSeconds));
  }

  dispose(): void {
    this.pause();
    this.output?.dispose();
    this.parts.clear();
    this.client.dispose();
  }

  /** Puts what comes next in place, as far ahead as needed; one part at a time. */
  private async fill(): Promise<void> {
    if (this.isFilling || !this.tone) return;
    this.isFilling = true;
    const turn = this.turn;
    try {
      const now = this.tone.immediate();
      this.settle(now);
      if (this.state.get().next) await this.changeOver(turn);
      else if (!(await this.goOn(turn, now)) && this.line.isEmpty) this.end();
    } catch (thrown) {
      if (turn === this.turn) this.fail(thrown);
    } finally {
      this.isFilling = false;
    }
    // Something else was asked for meanwhile.
    if (turn !== this.turn && this.state.get().isPlaying) void this.fill();
  }

  /** The part after the last one. @returns false where there is none */
  private async goOn(turn: number, now: number): Promise<boolean> {
    const { last } = this.line;
    const { loop, plan } = this.state.get();
    if (!last || !plan) return false;
    const endsAt = last.atSeconds + last.lengthSeconds;
    const isAtLoopEnd = loop !== null && last.endBeat >= loop.endBeat;
    const startBeat = isAtLoopEnd ? loop.startBeat : last.endBeat;
    if (startBeat >= lengthBeats(last.part.plan)) return endsAt > now;
    if (endsAt - now > AHEAD_SECONDS) return true;
    const part = await this.parts.at(last.part.plan, startBeat);
    if (turn !== this.turn || !this.tone) return true;
    const earliest = this.tone.immediate() + LEAD_SECONDS;
    this.schedule(part, startBeat, Math.max(endsAt, earliest));
    return true;
  }

  /** Over to the chosen plan at the first bar line that can still be kept. */
  private async changeOver(turn: number): Promise<void> {
    const { next } = this.state.get();
    if (!next || !this.tone) return;
    const { beatsPerBar } = this.source;
    const hoped = this.within(next, nextLine(this.positionBeats(), beatsPerBar));
    const part = await this.parts.at(next, hoped);
    if (turn !== this.turn || !this.state.get().isPlaying) return;
    const earliest = this.tone.immediate() + LEAD_SECONDS;
    const heard = this.line.at(earliest);
    if (!heard) {
      void this.play(next, this.positionBeats());
      return;
    }
    const position = beatIn(heard, earliest);
    const line = nextLine(position, beatsPerBar);
    const isWithin = line < lengthBeats(next);
    // A shorter plan goes on with its last section.
    const startBeat = isWithin ? line : (next.sections.at(-1)?.startBeat ?? 0);
    const ready = startBeat >= part.startBeat && startBeat < part.endBeat ? part : null;
    if (!ready) {
      // It took so long that its bars have passed: the part that is needed now is made next.
      await this.parts.at(next, startBeat);
      return;
    }
    const changeAt = Math.max(timeOf(heard, line), earliest);
    this.line.endAt(changeAt);
    this.schedule(ready, startBeat, changeAt);
    this.change({ next: null });
  }

  private schedule(part: PlayablePart, startBeat: number, atSeconds: number): void {
    if (!this.tone || !this.output) return;
    const { loop } = this.state.get();
    const endBeat =
      loop && startBeat < loop.endBeat ? Math.min(part.endBeat, loop.endBeat) : part.endBeat;
    this.line.add(this.tone, this.output, part, { startBeat, endBeat, atSeconds });
  }

  /** Forgets what has been heard, and says which plan is. */
  private settle(now: number): void {
    this.line.forgetBefore(now);
    const plan = this.line.at(now)?.part.plan;
    if (plan && plan !== this.state.get().plan) this.change({ plan });
  }

  private silence(): void {
    clearInterval(this.timer);
    this.line.endAt(this.tone?.immediate() ?? 0);
    this.line.clear();
  }

  private end(): void {
    this.newTurn();
    this.silence();
    this.change({ isPlaying: false, isWaiting: false, next: null, standsAtBeat: 0 });
  }

  private fail(thrown: unknown): void {
    this.pause();
    this.onFailure(cannotPlay(thrown));
  }

  private within(plan: RemixPlan, beat: number): number {
    const last = lengthBeats(plan);
    return beat >= last ? (plan.sections.at(-1)?.startBeat ?? 0) : Math.max(beat, 0);
  }

  private newTurn(): number {
    this.turn += 1;
    return this.turn;
  }

  private change(change: Partial<PlanPlayerState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }

  private connect(tone: Tone): void {
    this.output ??= new tone.Gain(1).toDestination();
    this.tone = tone;
  }
}

/** The bar line after a beat. */
function nextLine(beat: number, beatsPerBar: number): number {
  return (Math.floor(beat / beatsPerBar + 1e-6) + 1) * beatsPerBar;
}
