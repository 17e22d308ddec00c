/** Who stretches first: a part that somebody waits for goes before the render of a whole, in whatever worker. */
import { localStretcher, type Stretcher } from '@/lib/render/stretch-jobs';

/** Held in common by all parts that are being made to be heard at once. */
const LISTENING_LOCK = 'segue-listening';

/** Makes what somebody waits for. */
export function whileListening<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(LISTENING_LOCK, { mode: 'shared' }, work);
}

/** Does one job after the other, and begins none while a part is made that somebody waits for. */
export function patientStretcher(): Stretcher {
  let before: Promise<unknown> = Promise.resolve();
  return {
    stretch(job, signal) {
      const work = before.then(async () => {
        await navigator.locks.request(LISTENING_LOCK, { signal }, async () => undefined);
        return localStretcher.stretch(job, signal);
      });
      before = work.catch(() => undefined);
      return work;
    },
  };
}
