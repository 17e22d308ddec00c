/**
 * Errors as part of the interface: each has a code for programs and a sentence for people that says
 * what is wrong and what to do. Whatever else is thrown is a fault of ours and is shown as such.
 */

/** Every way in which a request can fail for a reason that its sender can act on. */
export type ErrorCode =
  | 'aborted'
  | 'bad-arguments'
  | 'file-not-found'
  | 'file-empty'
  | 'file-not-audio'
  | 'file-truncated'
  | 'format-unsupported'
  | 'song-silent'
  | 'song-too-short'
  | 'song-too-long'
  | 'song-without-beats'
  | 'too-many-files'
  | 'duplicate-song'
  | 'stems-incomplete'
  | 'stems-mismatched'
  | 'library-unreadable'
  | 'nothing-to-rate'
  | 'nothing-to-compare'
  | 'not-heard-enough'
  | 'session-open'
  | 'bad-session-file'
  | 'raters-disagree'
  | 'tempo-out-of-reach'
  | 'material-too-short'
  | 'manifest-mismatch'
  | 'model-unreadable'
  | 'labels-unreadable'
  | 'too-few-labels'
  | 'storage-full'
  | 'storage-unavailable'
  | 'model-missing'
  | 'model-unavailable'
  | 'model-unusable'
  | 'cross-origin'
  | 'upload-too-large'
  | 'upload-broken'
  | 'server-busy'
  | 'job-lost'
  | 'worker-failed'
  | 'internal';

/** An error with a code and a sentence for the user: what is wrong and what to do. */
export class SegueError extends Error {
  override readonly name = 'SegueError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A plain form of an error that survives `postMessage` and JSON. */
export interface ErrorReport {
  code: ErrorCode;
  message: string;
}

/** Turns anything thrown into a report fit for a user: never a stack trace. */
export function reportError(thrown: unknown): ErrorReport {
  if (thrown instanceof SegueError) return { code: thrown.code, message: thrown.message };
  if (isErrorReport(thrown)) return { code: thrown.code, message: thrown.message };
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return { code: 'aborted', message: 'Cancelled.' };
  }
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return {
    code: 'internal',
    message: `Something went wrong inside Segue (${detail.split('\n')[0]}). Nothing was lost; please try again.`,
  };
}

function isErrorReport(value: unknown): value is ErrorReport {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as ErrorReport).code === 'string' &&
    typeof (value as ErrorReport).message === 'string' &&
    !(value instanceof Error)
  );
}
