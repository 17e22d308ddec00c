/** The sentences for files that cannot be taken: what is wrong with which file, and what to do. */
import { SegueError } from '@/lib/base/errors';
import { SONG_LIMITS } from './limits';

const SUPPORTED = 'MP3, WAV, AIFF, FLAC, Ogg Vorbis, Opus and M4A (AAC or Apple Lossless)';

export function fileEmpty(fileName: string): SegueError {
  return new SegueError(
    'file-empty',
    `"${fileName}" is empty: it has no bytes. Download or export it again.`,
  );
}

export function fileNotAudio(fileName: string): SegueError {
  return new SegueError(
    'file-not-audio',
    `"${fileName}" is not an audio file, whatever its name says. Segue reads ${SUPPORTED}.`,
  );
}

/** @param what the format as the subject of a sentence, "Windows Media Audio" */
export function formatUnsupported(fileName: string, what: string): SegueError {
  return new SegueError(
    'format-unsupported',
    `"${fileName}": ${what} cannot be read. Convert it to one of ${SUPPORTED}.`,
  );
}

/** A file that ends, or is damaged, before the length that its header promises. */
export function fileTruncated(
  fileName: string,
  readableSeconds: number,
  promisedSeconds: number | null,
  cause?: unknown,
): SegueError {
  const of = promisedSeconds === null ? '' : ` of ${formatSeconds(promisedSeconds)}`;
  const what =
    readableSeconds > 0
      ? `only ${formatSeconds(readableSeconds)}${of} could be read`
      : 'no sound could be read from it';
  return new SegueError(
    'file-truncated',
    `"${fileName}" is incomplete or damaged: ${what}. Download or export it again.`,
    { cause },
  );
}

export function songTooLong(fileName: string, seconds: number): SegueError {
  return new SegueError(
    'song-too-long',
    `"${fileName}" is ${formatSeconds(seconds)} long. Segue takes songs of up to ` +
      `${SONG_LIMITS.maxSeconds / 60} minutes: cut out the part that you want to remix.`,
  );
}

export function fileTooLarge(fileName: string, bytes: number): SegueError {
  return new SegueError(
    'song-too-long',
    `"${fileName}" has ${(bytes / 1e9).toFixed(1)} GB. Segue takes files of up to ` +
      `${(SONG_LIMITS.maxFileBytes / 1e9).toFixed(1)} GB and ${SONG_LIMITS.maxSeconds / 60} minutes.`,
  );
}

/** "45 s", "3 min 5 s", "3 h 0 min". */
function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${seconds < 10 ? seconds.toFixed(1) : whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
