/** Whether a song can be lined up with another at all. */
import { SegueError } from '@/lib/base/errors';
import type { SongAnalysis } from './song-analysis';

/** Below this confidence there is no beat to remix by. */
const REMIXABLE_CONFIDENCE = 0.3;

/** Whether there is a beat to remix by. */
export function hasSteadyBeat({ confidence }: Pick<SongAnalysis, 'confidence'>): boolean {
  return Math.min(confidence.tempo, confidence.beats) >= REMIXABLE_CONFIDENCE;
}

/** @throws SegueError `song-without-beats` where the beat was not found with any confidence */
export function assertRemixable(analysis: SongAnalysis, title: string): void {
  if (!hasSteadyBeat(analysis)) {
    throw new SegueError(
      'song-without-beats',
      `No steady beat was found in "${title}", so it cannot be lined up with another. Choose a song with drums or a clear rhythm.`,
    );
  }
}
