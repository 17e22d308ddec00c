/** An upload as it comes, onto the disk: never more than may be, never slower than may be. */
import { open } from 'node:fs/promises';
import { detectFormat } from '@/lib/audio/decode/detect-format';
import { id3v2Length } from '@/lib/audio/decode/id3-tags';
import { SegueError } from '@/lib/base/errors';
import type { Intake } from './intake';
import type { SeparationLimits } from './limits';

/** Written at once: each write wakes another thread, to which this one may lose its turn. */
const WRITE_BYTES = 1 << 20;

/** What tells a format from others lies in here. */
const HEAD_BYTES = 65_536;

type UploadLimits = Pick<SeparationLimits, 'maxUploadBytes' | 'uploadIdleMs' | 'uploadMs'>;

/**
 * Whatever happens, the rest of the body is taken in and forgotten: a connection that is closed under a
 * client that still sends loses the answer.
 * @param promisedBytes as the client has announced; null where it has not
 * @throws SegueError `upload-too-large`, `upload-broken`, `file-empty`
 */
export async function receiveUpload(
  body: ReadableStream<Uint8Array>,
  path: string,
  promisedBytes: number | null,
  limits: UploadLimits,
  intake: Intake,
  signal: AbortSignal,
): Promise<void> {
  const file = await open(path, 'wx');
  const watch = new UploadWatch(limits, signal);
  const reader = body.getReader();
  let bytes = 0;
  let unwritten: Uint8Array[] = [];
  let unwrittenBytes = 0;
  const write = async () => {
    await file.writev(unwritten);
    unwritten = [];
    unwrittenBytes = 0;
  };
  try {
    for (;;) {
      await intake.turn();
      const { done, value } = await Promise.race([reader.read(), watch.ended]);
      watch.heard();
      if (done) break;
      bytes += value.length;
      if (bytes > limits.maxUploadBytes) throw tooLarge(limits);
      unwritten.push(value);
      unwrittenBytes += value.length;
      if (unwrittenBytes >= WRITE_BYTES) await write();
    }
    await write();
  } catch (thrown) {
    throw thrown instanceof SegueError ? thrown : broken(thrown);
  } finally {
    watch.close();
    await file.close();
    reader.releaseLock();
  }
  if (promisedBytes !== null && bytes < promisedBytes) throw broken();
  if (bytes === 0) {
    throw new SegueError('file-empty', 'The upload is empty. Choose a file with sound in it.');
  }
}

/** Takes in what is left of a body that is not wanted, up to the size and time of an upload. */
export async function forgetBody(
  body: ReadableStream<Uint8Array>,
  { maxUploadBytes, uploadMs }: UploadLimits,
  intake: Intake,
): Promise<void> {
  const reader = body.getReader();
  const timeout = setTimeout(() => void reader.cancel().catch(() => undefined), uploadMs);
  try {
    for (let bytes = 0; bytes <= maxUploadBytes; ) {
      await intake.turn();
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.length;
    }
    await reader.cancel();
  } catch {
    // The client is gone, which is as good.
  } finally {
    clearTimeout(timeout);
  }
}

/** @throws SegueError `upload-too-large` */
export function assertUploadSize(bytes: number | null, limits: UploadLimits): void {
  if (bytes !== null && bytes > limits.maxUploadBytes) throw tooLarge(limits);
}

/**
 * Looks at the beginning of a file, after its tags.
 * @throws SegueError `file-not-audio`, `format-unsupported`
 */
export async function assertAudioFile(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    const read = async (position: number) => {
      const head = new Uint8Array(HEAD_BYTES);
      const { bytesRead } = await file.read(head, 0, HEAD_BYTES, position);
      return head.subarray(0, bytesRead);
    };
    const first = await read(0);
    const tagBytes = id3v2Length(first);
    const detected = detectFormat(tagBytes > 0 ? await read(tagBytes) : first);
    if (detected.kind === 'unsupported') {
      throw new SegueError(
        'format-unsupported',
        `This is ${detected.name}, which Segue cannot read. Send MP3, WAV, AIFF, FLAC, Ogg Vorbis, Opus or M4A.`,
      );
    }
    if (detected.kind === 'not-audio') {
      throw new SegueError(
        'file-not-audio',
        'This is no sound file. Send MP3, WAV, AIFF, FLAC, Ogg Vorbis, Opus or M4A.',
      );
    }
  } finally {
    await file.close();
  }
}

/** Ends an upload of which nothing comes any more, which takes too long, or which is not wanted any more. */
class UploadWatch {
  /** Never resolves; rejects when the upload is over before its end. */
  readonly ended: Promise<never>;
  private end: (reason: SegueError) => void = () => {};
  private idle: NodeJS.Timeout;
  private readonly whole: NodeJS.Timeout;
  private readonly onAbort = () => this.end(broken());
  private readonly onLate = () => this.end(tooSlow());

  constructor(
    private readonly limits: UploadLimits,
    private readonly signal: AbortSignal,
  ) {
    this.ended = new Promise((_, reject) => {
      this.end = reject;
    });
    this.ended.catch(() => undefined);
    this.idle = setTimeout(this.onLate, limits.uploadIdleMs);
    this.whole = setTimeout(this.onLate, limits.uploadMs);
    signal.addEventListener('abort', this.onAbort, { once: true });
  }

  heard(): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(this.onLate, this.limits.uploadIdleMs);
  }

  close(): void {
    clearTimeout(this.idle);
    clearTimeout(this.whole);
    this.signal.removeEventListener('abort', this.onAbort);
  }
}

function broken(cause?: unknown): SegueError {
  return new SegueError('upload-broken', 'The upload broke off. Send the song again.', { cause });
}

function tooSlow(): SegueError {
  return new SegueError(
    'upload-broken',
    'The upload was too slow and was ended. Send the song again over a faster connection, or as a smaller file.',
  );
}

function tooLarge({ maxUploadBytes }: UploadLimits): SegueError {
  return new SegueError(
    'upload-too-large',
    `The song has more than the ${Math.round(maxUploadBytes / 1e6)} MB that the server takes. Send it as MP3, M4A or FLAC, or a shorter one.`,
  );
}
