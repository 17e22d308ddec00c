/** What a user is told of a file that cannot be run. */
import { SegueError } from '@/lib/base/errors';

/** @param name of the model or its file, as the user knows it */
export function unusableModel(name: string, cause: unknown): SegueError {
  const detail = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0];
  return new SegueError(
    'model-unusable',
    `"${name}" cannot be opened as an ONNX model (${detail.trim()}). It may be cut off or something else: get it again, or choose another file.`,
    { cause },
  );
}
