/**
 * Tone.js (MIT) wrapped once: loaded when first something is played, with a context of our own that
 * reacts quickly and needs no worker for its clock.
 */
type Tone = typeof import('tone');

/** How far ahead sound is scheduled: short, since nothing but starts and stops is. */
const LOOK_AHEAD_SECONDS = 0.03;

let loading: Promise<Tone> | undefined;

export function loadTone(): Promise<Tone> {
  loading ??= import('tone')
    .then((tone) => {
      tone.setContext(
        new tone.Context({
          clockSource: 'timeout',
          latencyHint: 'interactive',
          lookAhead: LOOK_AHEAD_SECONDS,
        }),
      );
      return tone;
    })
    .catch((cause) => {
      loading = undefined;
      throw cause;
    });
  return loading;
}
