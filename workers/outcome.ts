/**
 * What a worker answers: a value, or an error as plain data. Comlink passes on the message of an error
 * but not its code, and the code is what the page acts on.
 */
import { type ErrorReport, reportError } from '@/lib/base/errors';

export type Outcome<T> = { ok: true; value: T } | { ok: false; error: ErrorReport };

export async function outcome<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, error: reportError(thrown) };
  }
}
