/** Keeps a sound going on the sound card's clock: from a place, round and round in a loop, to its end. */
import { Observable } from '../studio/observable';
import { positionAt, type Run, roundsAfter } from './play-line';
import type { SecondsSpan } from './player-sound';
import type { Tone } from './tone';

/** Rounds of a loop are put in place so long before: longer than a page in the background sleeps. */
const AHEAD_SECONDS = 1.5;
/** How often it is looked whether a round is due, or the end has come. */
const CHECK_MS = 200;

type Clock = Pick<Tone, 'now' | 'immediate'>;

/** What is kept going. */
export interface Going {
  durationSeconds: number;
  loop(): SecondsSpan | null;
  /** Starts all that is heard, in place of what was to be heard from then on. */
  start(run: Run): void;
  stop(atSeconds: number): void;
  onEnd(): void;
}

export class RunClock {
  /** What is heard, and the rounds that are to come; empty while nothing plays. */
  readonly runs = new Observable<readonly Run[]>([]);
  private clock: Clock | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly going: Going) {}

  connect(clock: Clock): void {
    this.clock = clock;
  }

  /** From now on. */
  beginAt(positionSeconds: number): void {
    if (this.clock) this.begin({ atSeconds: this.clock.now(), positionSeconds });
  }

  begin(run: Run): void {
    clearInterval(this.timer);
    this.going.start(run);
    this.runs.set([run]);
    this.goRound();
    this.timer = setInterval(() => this.goRound(), CHECK_MS);
  }

  /** Another loop holds: rounds that were put in place for the last one are taken back. */
  changeLoop(): void {
    const runs = this.runs.get();
    if (!this.clock || runs.length === 0) return;
    if (runs.length > 1) this.beginAt(positionAt(runs, this.clock.now()));
    else this.goRound();
  }

  /** Silence from now on, or from a moment on. */
  halt(atSeconds = this.clock?.now() ?? 0): void {
    clearInterval(this.timer);
    if (this.clock) this.going.stop(atSeconds);
    this.runs.set([]);
  }

  /** The place that is heard now; null while nothing is. */
  positionSeconds(): number | null {
    const runs = this.runs.get();
    return this.clock && runs.length > 0 ? positionAt(runs, this.clock.immediate()) : null;
  }

  private goRound(): void {
    const { clock, going } = this;
    const runs = this.runs.get();
    const last = runs.at(-1);
    if (!clock || !last) return;
    const now = clock.immediate();
    const rounds = roundsAfter(last, going.loop(), clock.now(), now + AHEAD_SECONDS);
    for (const round of rounds) going.start(round);
    const present = Math.max(
      runs.findLastIndex(({ atSeconds }) => atSeconds <= now),
      0,
    );
    if (rounds.length > 0 || present > 0) this.runs.set([...runs.slice(present), ...rounds]);
    const isLast = rounds.length === 0 && last.atSeconds <= now;
    if (!isLast || positionAt(runs, now) < going.durationSeconds) return;
    this.halt(now);
    going.onEnd();
  }
}
