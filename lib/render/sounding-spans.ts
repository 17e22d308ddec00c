/** Where a source sounds: the parts of it that are worth stretching. */
import { lengthSamples, type Pcm } from '@/lib/audio/pcm';

export interface SoundingSpan {
  startSeconds: number;
  endSeconds: number;
}

/** Under this, -80 dB, a stem is silent. */
const SILENCE_AMPLITUDE = 1e-4;
/** Shorter rests are not worth a break. */
const MIN_REST_SECONDS = 0.8;
/** Kept before and after, for what the stretcher's blocks spread. */
const MARGIN_SECONDS = 0.2;
const FRAME_SECONDS = 0.02;

/** Spans between two moments of the source, in order; a rest shorter than 0.8 s is part of one. */
export function findSoundingSpans(
  pcm: Pcm,
  fromSeconds: number,
  toSeconds: number,
): SoundingSpan[] {
  const frame = Math.round(FRAME_SECONDS * pcm.sampleRateHz);
  const last = Math.min(Math.ceil(toSeconds * pcm.sampleRateHz), lengthSamples(pcm));
  const spans: SoundingSpan[] = [];
  for (
    let start = Math.max(Math.floor(fromSeconds * pcm.sampleRateHz), 0);
    start < last;
    start += frame
  ) {
    const end = Math.min(start + frame, last);
    if (!pcm.channels.some((channel) => sounds(channel, start, end))) continue;
    const startSeconds = Math.max(start / pcm.sampleRateHz - MARGIN_SECONDS, fromSeconds);
    const endSeconds = Math.min(end / pcm.sampleRateHz + MARGIN_SECONDS, toSeconds);
    const before = spans[spans.length - 1];
    if (before && startSeconds - before.endSeconds < MIN_REST_SECONDS - 2 * MARGIN_SECONDS) {
      before.endSeconds = endSeconds;
    } else {
      spans.push({ startSeconds, endSeconds });
    }
  }
  return spans;
}

function sounds(channel: Float32Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (channel[i] > SILENCE_AMPLITUDE || channel[i] < -SILENCE_AMPLITUDE) return true;
  }
  return false;
}
