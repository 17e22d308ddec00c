/**
 * Source pieces: a stem cut by its own sound alone into the pieces in which it is stretched: at a quiet moment
 * every few seconds, and at its rests. Since no plan has a say in the cuts, every plan asks for the same pieces;
 * since nothing far away has, they are known where only that part of a stem has been read.
 */
import { durationSeconds, type Pcm } from '@/lib/audio/pcm';
import { findSoundingSpans } from './sounding-spans';

export interface SourcePiece {
  startSeconds: number;
  endSeconds: number;
  /** Whether the sound goes on beyond the end, in the next piece. */
  isCutAtStart: boolean;
  isCutAtEnd: boolean;
}

/** A stem is cut once in every so many seconds: short enough to be made while one waits, long enough to have few seams. */
const CUT_EVERY_SECONDS = 8;
/** How far from there the quietest moment is looked for. */
const CUT_WITHIN_SECONDS = 2;
/** The level by which the moment of a cut is chosen. */
const FRAME_SECONDS = 0.03;

/** Pieces between a cut and the next, by the number of the cut. */
const known = new WeakMap<Float32Array, Map<number, readonly SourcePiece[]>>();

/**
 * The pieces of a stem in order, all that reach into a stretch of it and perhaps a few beside; worked out once for
 * each sound. No more of it has a say in them than {@link spanOfPieces}.
 */
export function sourcePieces(pcm: Pcm, fromSeconds: number, toSeconds: number): SourcePiece[] {
  const [channel] = pcm.channels;
  const ofSound = known.get(channel) ?? new Map<number, readonly SourcePiece[]>();
  known.set(channel, ofSound);
  const { first, last } = cutsAround(fromSeconds, Math.min(toSeconds, durationSeconds(pcm)));
  const pieces: SourcePiece[] = [];
  for (let cut = first; cut < last; cut++) {
    const between = ofSound.get(cut) ?? piecesAfter(pcm, cut);
    ofSound.set(cut, between);
    pieces.push(...between);
  }
  return pieces;
}

/** How much of a stem has to be there for its pieces in a stretch of it. */
export function spanOfPieces(
  fromSeconds: number,
  toSeconds: number,
): Pick<SourcePiece, 'startSeconds' | 'endSeconds'> {
  const { first, last } = cutsAround(fromSeconds, toSeconds);
  return {
    startSeconds: first * CUT_EVERY_SECONDS - CUT_WITHIN_SECONDS,
    endSeconds: last * CUT_EVERY_SECONDS + CUT_WITHIN_SECONDS,
  };
}

/** The last cut that is sure to lie before a stretch, and the first after it. */
function cutsAround(fromSeconds: number, toSeconds: number): { first: number; last: number } {
  return {
    first: Math.max(0, Math.floor((fromSeconds - CUT_WITHIN_SECONDS) / CUT_EVERY_SECONDS)),
    last: Math.ceil((toSeconds + CUT_WITHIN_SECONDS) / CUT_EVERY_SECONDS),
  };
}

/** When a cut is; the first is the beginning of the sound, and those after the last are its end. */
function cutAt(pcm: Pcm, cut: number): number {
  const middle = cut * CUT_EVERY_SECONDS;
  if (cut === 0) return 0;
  if (middle + CUT_WITHIN_SECONDS > durationSeconds(pcm)) return durationSeconds(pcm);
  return quietestMoment(pcm, middle - CUT_WITHIN_SECONDS, middle + CUT_WITHIN_SECONDS);
}

function piecesAfter(pcm: Pcm, cut: number): SourcePiece[] {
  const [from, to] = [cutAt(pcm, cut), cutAt(pcm, cut + 1)];
  // Both lie at the end: a piece without length cannot be stretched.
  if (to <= from) return [];
  return findSoundingSpans(pcm, from, to).map(({ startSeconds, endSeconds }) => ({
    startSeconds,
    endSeconds,
    isCutAtStart: startSeconds === from && from > 0,
    isCutAtEnd: endSeconds === to && to < durationSeconds(pcm),
  }));
}

/** Middle of the frame with the least power between two moments. */
function quietestMoment(
  { channels, sampleRateHz }: Pcm,
  fromSeconds: number,
  toSeconds: number,
): number {
  const frame = Math.round(FRAME_SECONDS * sampleRateHz);
  let quietest = Number.POSITIVE_INFINITY;
  let at = fromSeconds;
  const end = Math.floor(toSeconds * sampleRateHz) - frame;
  for (let start = Math.ceil(fromSeconds * sampleRateHz); start <= end; start += frame) {
    let power = 0;
    for (const channel of channels) {
      for (let i = start; i < start + frame; i++) power += channel[i] * channel[i];
    }
    if (power < quietest) {
      quietest = power;
      at = (start + frame / 2) / sampleRateHz;
    }
  }
  return at;
}
