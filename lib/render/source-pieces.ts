/**
 * Source pieces: a stem cut once, by its own sound alone, into the pieces in which it is stretched. Rests
 * part it; where it sounds for long it is cut at a quiet moment. Since no plan has a say in the cuts,
 * every plan asks for the same pieces.
 */
import { lengthSamples, type Pcm } from '@/lib/audio/pcm';
import { findSoundingSpans } from './sounding-spans';

export interface SourcePiece {
  startSeconds: number;
  endSeconds: number;
  /** Whether the sound goes on beyond the end, in the next piece. */
  isCutAtStart: boolean;
  isCutAtEnd: boolean;
}

/** Pieces that are cut have these lengths: short enough to be made while one waits, long enough to have few seams. */
const SHORTEST_SECONDS = 6;
const LONGEST_SECONDS = 10;
/** The level by which the moment of a cut is chosen. */
const FRAME_SECONDS = 0.03;

const known = new WeakMap<Float32Array, readonly SourcePiece[]>();

/** The pieces of a stem in order; worked out once for each sound. */
export function sourcePieces(pcm: Pcm): readonly SourcePiece[] {
  const [first] = pcm.channels;
  let pieces = known.get(first);
  if (!pieces) {
    const end = lengthSamples(pcm) / pcm.sampleRateHz;
    pieces = findSoundingSpans(pcm, 0, end).flatMap(({ startSeconds, endSeconds }) =>
      cutSpan(pcm, startSeconds, endSeconds),
    );
    known.set(first, pieces);
  }
  return pieces;
}

function cutSpan(pcm: Pcm, startSeconds: number, endSeconds: number): SourcePiece[] {
  const cuts = [startSeconds];
  while (endSeconds - cuts[cuts.length - 1] > LONGEST_SECONDS) {
    const last = cuts[cuts.length - 1];
    const latest = Math.min(last + LONGEST_SECONDS, endSeconds - FRAME_SECONDS);
    cuts.push(quietestMoment(pcm, last + SHORTEST_SECONDS, latest));
  }
  return cuts.map((cut, index) => ({
    startSeconds: cut,
    endSeconds: cuts[index + 1] ?? endSeconds,
    isCutAtStart: index > 0,
    isCutAtEnd: index < cuts.length - 1,
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
