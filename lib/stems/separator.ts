/** What takes a song apart, whatever it does it with: sound in, four stems and a report out. */
import type { Pcm } from '@/lib/audio/pcm';
import type { TaskOptions } from '@/lib/base/progress';
import type { StemName } from '@/lib/music/stem-names';
import type { StemEngine, Stems } from './stems';

/** Who took the song apart, with what, and how well. */
export interface SeparationReport {
  engine: StemEngine;
  /** As the registry or the user's file names it; null where the engine needs no model. */
  modelName: string | null;
  modelSha256: string | null;
  /** How long it took, by the clock that was handed in. */
  seconds: number;
  /** As estimated, 1 (nothing of the others in it) to 0 by stem; null where nobody has measured it. */
  stemQuality: Record<StemName, number> | null;
  /** Why another engine than the one asked for did it, as a sentence; null where none had to. */
  fallbackReason: string | null;
}

export interface Separation {
  stems: Stems;
  report: SeparationReport;
}

export interface SeparateOptions extends TaskOptions {
  /** The mix is not needed any more: an engine may put a stem in its place, which saves a copy of the song. */
  mayOverwriteMix?: boolean;
}

export interface Separator {
  readonly engine: StemEngine;
  /**
   * @param mix one or two channels; the stems have as many, its rate and its length
   * @throws SegueError `aborted`; `model-unusable` where the engine's model cannot do it
   */
  separate(mix: Pcm, options?: SeparateOptions): Promise<Separation>;
}

/** Milliseconds of a clock that only runs forward (`performance.now`). */
export type ClockMs = () => number;
