/** Tone.js (MIT) wrapped once: loaded when first something is played. */
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { whenIdle } from '../ui/when-idle';
import { nextTurn } from './audio-buffers';

export type Tone = typeof import('./tone-parts');

/** How far ahead sound is scheduled: short, since nothing but starts and stops is. */
const LOOK_AHEAD_SECONDS = 0.03;

let loading: Promise<Tone> | undefined;

export function loadTone(): Promise<Tone> {
  loading ??= load().catch((cause) => {
    loading = undefined;
    throw cause;
  });
  return loading;
}

/**
 * In steps between which the page can answer: reading it, then making the audio context. It runs at the rate of
 * our sounds: at another each source would be interpolated in straight lines, where the browser's way out does
 * it well.
 */
async function load(): Promise<Tone> {
  const tone = await read();
  await nextTurn();
  tone.setContext(new tone.Context({ sampleRate: SAMPLE_RATE_HZ, lookAhead: LOOK_AHEAD_SECONDS }));
  await nextTurn();
  return tone;
}

/** Reads what will be needed when play is pressed, while nothing else is to be done. */
export function prepareTone(): void {
  whenIdle(() => void read().catch(() => undefined));
}

/** Its nodes first, in a turn of their own: to begin all of it at once would hold the page up. */
async function read(): Promise<Tone> {
  await import('tone/build/esm/core/context/Context.js');
  await nextTurn();
  return import('./tone-parts');
}

/** The moment of the nearest sample: a sound that starts between two is interpolated, and loses its highs. */
export function onSample(seconds: number): number {
  return Math.round(seconds * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ;
}
