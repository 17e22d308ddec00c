/** Tone.js (MIT) wrapped once: loaded when first something is played. */
type Tone = typeof import('tone');

/** How far ahead sound is scheduled: short, since nothing but starts and stops is. */
const LOOK_AHEAD_SECONDS = 0.03;

let loading: Promise<Tone> | undefined;

export function loadTone(): Promise<Tone> {
  loading ??= import('tone')
    .then((tone) => {
      tone.getContext().lookAhead = LOOK_AHEAD_SECONDS;
      return tone;
    })
    .catch((cause) => {
      loading = undefined;
      throw cause;
    });
  return loading;
}
