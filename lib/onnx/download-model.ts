/**
 * Fetches a model's file. What has arrived is kept as it comes, so that a download that breaks off goes on
 * where it stopped; whether the file is the right one is told by its hash, at the end.
 */
import { SegueError } from '@/lib/base/errors';
import { type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import type { RegisteredModel } from './model-registry';

/** Where the bytes are put. */
export interface PartialFile {
  /** How many are there from an earlier try. */
  size(): Promise<number>;
  append(bytes: Uint8Array): Promise<void>;
  /** Forgets what is there. */
  clear(): Promise<void>;
}

export interface DownloadOptions extends TaskOptions {
  /** `fetch`, or what does the same; it sends no cookies. */
  fetch(
    url: string,
    request: { headers: Record<string, string>; signal?: AbortSignal },
  ): Promise<Response>;
  file: PartialFile;
}

/**
 * @throws SegueError `model-unavailable` where no address gives the file, or the connection breaks: what
 *   has come so far is kept; `aborted`; what the file throws (`storage-full`)
 */
export async function downloadModel(
  model: Pick<RegisteredModel, 'name' | 'urls' | 'bytes'>,
  options: DownloadOptions,
): Promise<void> {
  let failure: unknown;
  for (const url of model.urls) {
    try {
      await downloadFrom(url, model, options);
      return;
    } catch (thrown) {
      throwIfAborted(options.signal);
      if (thrown instanceof SegueError && thrown.code !== 'model-unavailable') throw thrown;
      failure = thrown;
    }
  }
  throw failure instanceof SegueError
    ? failure
    : unavailable(model.name, 'the connection broke off', failure);
}

async function downloadFrom(
  url: string,
  { name, bytes }: Pick<RegisteredModel, 'name' | 'bytes'>,
  { fetch, file, signal, onProgress }: DownloadOptions,
): Promise<void> {
  let size = await file.size();
  if (size > bytes) {
    await file.clear();
    size = 0;
  }
  const report = () => onProgress?.({ step: `Downloading ${name}`, fraction: size / bytes });
  report();
  if (size === bytes) return;
  const response = await fetch(url, {
    signal,
    headers: size > 0 ? { Range: `bytes=${size}-` } : {},
  });
  if (!response.ok || !response.body) {
    throw unavailable(name, `the server answered ${response.status}`);
  }
  if (size > 0 && response.status !== 206) {
    // It sends the whole file again.
    await file.clear();
    size = 0;
  }
  const reader = response.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      throwIfAborted(signal);
      if (done) break;
      size += value.length;
      if (size > bytes) {
        await file.clear();
        throw unavailable(name, `the server sends more than the ${bytes} bytes that it should`);
      }
      await file.append(value);
      report();
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (size < bytes) throw unavailable(name, 'the connection broke off');
}

function unavailable(name: string, reason: string, cause?: unknown): SegueError {
  return new SegueError(
    'model-unavailable',
    `${name} could not be downloaded: ${reason}. What has come so far is kept; try again later, or choose the file from your disk.`,
    { cause },
  );
}
