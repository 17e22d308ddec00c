/** Beats and downbeats from the tempo segments of an imported track. */
import type { DjTrack, TempoSegment } from './dj-track';

/**
 * Programs round tempi to 0.01 BPM and times to 1 ms. Where the next segment lies this near to a beat
 * of the one before, as a share of a beat for every beat between, the difference is rounding and is
 * spread over them; otherwise the grid breaks there on purpose.
 */
const ROUNDING_PER_BEAT = 0.0005;
const ROUNDING_SECONDS = 0.002;

/** Of two segments' beats that lie nearer than this share of a beat, the later segment's is kept. */
const NEAREST_BEATS = 0.5;

export interface ImportedGrid {
  /** Strictly rising. */
  beatsSeconds: number[];
  /** A subset of the beats. */
  downbeatsSeconds: number[];
  /** True where one tempo holds without a break; its beats are equidistant but for rounding. */
  isConstant: boolean;
}

/**
 * The beats of a track from 0 s to its end, the first tempo reaching back to the start. Empty where
 * the track has no grid. Times are the program's own: see `alignImportedGrid`.
 */
export function gridFromTrack(
  track: Pick<DjTrack, 'tempoSegments'>,
  durationSeconds: number,
): ImportedGrid {
  const segments = track.tempoSegments.filter((segment) => segment.startSeconds < durationSeconds);
  const grid: ImportedGrid = { beatsSeconds: [], downbeatsSeconds: [], isConstant: true };
  const add = (seconds: number, beatInBar: number) => {
    if (seconds < 0 || seconds >= durationSeconds) return;
    grid.beatsSeconds.push(seconds);
    if (beatInBar === 1) grid.downbeatsSeconds.push(seconds);
  };
  segments.forEach((segment, i) => {
    const next = segments[i + 1];
    const { intervalSeconds, endSeconds, isContinued } = extentOf(segment, next, durationSeconds);
    const from = i === 0 ? -Math.floor(Math.max(0, segment.startSeconds) / intervalSeconds) : 0;
    const skipped = Math.max(from, Math.ceil(-segment.startSeconds / intervalSeconds));
    for (let k = skipped; ; k++) {
      const seconds = segment.startSeconds + k * intervalSeconds;
      if (seconds >= endSeconds) break;
      add(seconds, beatInBarAt(segment, k));
    }
    if (next && !(isContinued && isSameTempo(segment.bpm, next.bpm))) grid.isConstant = false;
  });
  return grid;
}

/** Time between beats, and where the segment's last beat must lie before. */
function extentOf(segment: TempoSegment, next: TempoSegment | undefined, durationSeconds: number) {
  const nominal = 60 / segment.bpm;
  if (!next) {
    return { intervalSeconds: nominal, endSeconds: durationSeconds, isContinued: true };
  }
  const span = next.startSeconds - segment.startSeconds;
  const beats = Math.round(span / nominal);
  const rounding = beats * nominal * ROUNDING_PER_BEAT + ROUNDING_SECONDS;
  const isContinued =
    beats >= 1 && Math.abs(span - beats * nominal) <= Math.min(rounding, nominal / 4);
  const intervalSeconds = isContinued ? span / beats : nominal;
  const endSeconds = next.startSeconds - NEAREST_BEATS * intervalSeconds;
  return { intervalSeconds, endSeconds, isContinued };
}

function isSameTempo(oneBpm: number, otherBpm: number): boolean {
  return Math.abs(oneBpm / otherBpm - 1) <= ROUNDING_PER_BEAT;
}

/** 1 for the downbeat. */
function beatInBarAt({ firstBeatInBar, beatsPerBar }: TempoSegment, beats: number): number {
  return ((((firstBeatInBar - 1 + beats) % beatsPerBar) + beatsPerBar) % beatsPerBar) + 1;
}
