/** Tone.js (MIT) wrapped once: loaded when first something is played. */
import { nextTurn } from './audio-buffers';

type Tone = typeof import('./tone-parts');

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

/** In steps between which the page can answer: reading it, then making the audio context. */
async function load(): Promise<Tone> {
  const tone = await import('./tone-parts');
  await nextTurn();
  tone.getContext().lookAhead = LOOK_AHEAD_SECONDS;
  await nextTurn();
  return tone;
}
