/** The cues that a DJ library gave a song, at their places in our sound. */
import type { DjCue, DjLibrarySource } from '../dj-library/dj-track';
import type { Correction, CorrectionOf } from './correction';

export interface ImportedCues {
  source: DjLibrarySource;
  /** In the order of time. */
  cues: DjCue[];
}

/** The last import's; null where there was none. */
export function importedCues(corrections: readonly Correction[]): ImportedCues | null {
  const last = corrections.findLast(
    (correction): correction is CorrectionOf<'import-cues'> => correction.kind === 'import-cues',
  );
  if (!last) return null;
  const moved = last.cues.map((cue) => ({
    ...cue,
    startSeconds: Math.max(0, cue.startSeconds + last.offsetSeconds),
    endSeconds: cue.endSeconds === null ? null : cue.endSeconds + last.offsetSeconds,
  }));
  return {
    source: last.source,
    cues: moved.sort((one, other) => one.startSeconds - other.startSeconds),
  };
}
