/** Rests what fails again and again. Source: taste plan, circuit breaker: 5 in a row, 10 minutes. */
import type { Clock } from '@/lib/base/clock';

export interface BreakerSettings {
  /** Failures in a row after which it opens. */
  failures: number;
  restMs: number;
}

export const DEFAULT_BREAKER: BreakerSettings = { failures: 5, restMs: 10 * 60 * 1000 };

export interface BreakerState {
  /** While open nothing is tried. */
  isOpen: boolean;
  failuresInARow: number;
  /** Until it is tried again; 0 where it is closed. */
  restLeftMs: number;
}

export class Breaker {
  private failuresInARow = 0;
  private openUntilMs: number | null = null;

  constructor(
    private readonly clock: Pick<Clock, 'nowMs'>,
    private settings: BreakerSettings = DEFAULT_BREAKER,
  ) {}

  /** From the next failure on it rests for so long. */
  restFor(restMs: number): void {
    this.settings = { ...this.settings, restMs };
  }

  state(): BreakerState {
    const restLeftMs =
      this.openUntilMs === null ? 0 : Math.max(0, this.openUntilMs - this.clock.nowMs());
    return { isOpen: restLeftMs > 0, failuresInARow: this.failuresInARow, restLeftMs };
  }

  succeeded(): void {
    this.failuresInARow = 0;
    this.openUntilMs = null;
  }

  /** After a rest one failure is enough to rest again. */
  failed(): void {
    this.failuresInARow += 1;
    if (this.failuresInARow >= this.settings.failures) {
      this.openUntilMs = this.clock.nowMs() + this.settings.restMs;
    }
  }
}
