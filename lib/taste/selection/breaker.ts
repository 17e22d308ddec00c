/** Rests what fails again and again. Source: taste plan, circuit breaker: 5 in a row, 10 minutes. */
import type { Clock } from '@/lib/base/clock';

export interface BreakerSettings {
  /** Failures in a row after which it opens. */
  failures: number;
  restMs: number;
}

export const DEFAULT_BREAKER: BreakerSettings = { failures: 5, restMs: 10 * 60 * 1000 };

/** What a breaker has to know; kept, so that a rest outlasts a reload. */
export interface BreakerMemory {
  failuresInARow: number;
  /** By the breaker's clock; null where it is closed. */
  openUntilMs: number | null;
}

export interface BreakerState {
  /** While open nothing is tried. */
  isOpen: boolean;
  failuresInARow: number;
  /** Until it is tried again; 0 where it is closed. */
  restLeftMs: number;
}

export const NOTHING_FAILED: BreakerMemory = { failuresInARow: 0, openUntilMs: null };

export function breakerStateAt(
  { failuresInARow, openUntilMs }: BreakerMemory,
  nowMs: number,
): BreakerState {
  const restLeftMs = openUntilMs === null ? 0 : Math.max(0, openUntilMs - nowMs);
  return { isOpen: restLeftMs > 0, failuresInARow, restLeftMs };
}

export class Breaker {
  private memory = NOTHING_FAILED;

  /** @param keep told of every change */
  constructor(
    private readonly clock: Pick<Clock, 'nowMs'>,
    private settings: BreakerSettings = DEFAULT_BREAKER,
    private readonly keep: (memory: BreakerMemory) => void = () => undefined,
  ) {}

  /** From the next failure on it rests for so long. */
  restFor(restMs: number): void {
    this.settings = { ...this.settings, restMs };
  }

  /** Goes on from what was kept; a clock that was set back since makes no rest longer than it is. */
  recall(memory: BreakerMemory): void {
    const latest = this.clock.nowMs() + this.settings.restMs;
    const openUntilMs = memory.openUntilMs === null ? null : Math.min(memory.openUntilMs, latest);
    this.memory = { ...memory, openUntilMs };
  }

  state(): BreakerState {
    return breakerStateAt(this.memory, this.clock.nowMs());
  }

  succeeded(): void {
    if (this.memory.failuresInARow > 0) this.change(NOTHING_FAILED);
  }

  /** After a rest one failure is enough to rest again. */
  failed(): void {
    const failuresInARow = this.memory.failuresInARow + 1;
    const isOpen = failuresInARow >= this.settings.failures;
    const openUntilMs = isOpen ? this.clock.nowMs() + this.settings.restMs : null;
    this.change({ failuresInARow, openUntilMs });
  }

  private change(memory: BreakerMemory): void {
    this.memory = memory;
    this.keep(memory);
  }
}
