/**
 * HTDemucs on the server that the page came from: the song goes there, its stems come back. What the server does
 * is in `server/separation`.
 */
import { dbToAmplitude } from '@/lib/audio/decibels';
import { decodeAudio } from '@/lib/audio/decode/decode-audio';
import { encodeFlacChunks } from '@/lib/audio/encode/flac';
import { lengthSamples, type Pcm, scaleBy } from '@/lib/audio/pcm';
import { maxSamplePeak } from '@/lib/audio/true-peak';
import { type ErrorReport, SegueError } from '@/lib/base/errors';
import { sha256Hex } from '@/lib/base/hash';
import { subProgress, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { STEM_NAMES } from '@/lib/music/stem-names';
import { type FileReport, isFinal, type JobStatus } from './separation-job';
import type { ClockMs, Separator } from './separator';
import type { Stems } from './stems';

export interface SeparationServer {
  fetch: typeof fetch;
  /** Of the route. */
  url: string;
}

/**
 * Which songs the server is at work on, known beyond a reload of the page: by the hash of what was sent. Where
 * that cannot be kept or read, the song is sent all the same.
 */
export interface SentSongs {
  /** Name of the song's job; null where none is known. */
  jobOf(sha256: string): Promise<string | null>;
  keep(sha256: string, jobId: string): Promise<void>;
  forget(sha256: string): Promise<void>;
}

/** Does this for one song after whoever else, in another tab, does it for the same one. */
export type OneAtATime = <T>(
  sha256: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
) => Promise<T>;

/** Shares of the time after sending and after the separation; fetching takes the rest. */
const SENT_AT = 0.05;
const SEPARATED_AT = 0.95;

/** Name of the model that the server separates with; null where it has none, or cannot be reached. */
export async function modelOnServer({ fetch, url }: SeparationServer): Promise<string | null> {
  try {
    const answer = await fetch(url);
    return answer.ok ? ((await answer.json()) as { model: string }).model : null;
  } catch {
    return null;
  }
}

/** A song that the server is at work on already, or has done, is not sent again. */
export function createServerSeparator(
  server: SeparationServer,
  sent: SentSongs,
  oneAtATime: OneAtATime,
  clockMs: ClockMs,
): Separator {
  return {
    engine: 'htdemucs',
    async separate(mix, { signal, onProgress } = {}) {
      const startedMs = clockMs();
      throwIfAborted(signal);
      onProgress?.({ step: 'Sending the song to the server', fraction: 0 });
      // FLAC ends at full scale, which decoded songs go over by a little.
      const peak = Math.max(1, maxSamplePeak(mix));
      const song = peak > 1 ? quieter(mix, peak) : mix;
      const file = new Blob([...encodeFlacChunks(song, { bitDepth: 16 })] as BlobPart[]);
      const sha256 = await sha256Hex(new Uint8Array(await file.arrayBuffer()));
      return oneAtATime(sha256, signal, async () => {
        const known = await goingOn(server, sent, sha256, signal);
        const id = known ?? (await send(server, file, signal));
        try {
          await sent.keep(sha256, id).catch(() => undefined);
          const report = await untilDone(server, id, {
            signal,
            onProgress: subProgress(onProgress, SENT_AT, SEPARATED_AT),
          });
          const stems = await fetchStems(server, id, mix, peak * dbToAmplitude(-report.gainDb), {
            signal,
            onProgress: subProgress(onProgress, SEPARATED_AT, 1),
          });
          const { gainDb: _, ...made } = report;
          return { stems, report: { ...made, seconds: (clockMs() - startedMs) / 1000 } };
        } catch (thrown) {
          // Nobody waits for it any more; where the server has forgotten it already that is as well.
          await ask(server, `/${id}`, { method: 'DELETE' }).catch(() => undefined);
          throwIfAborted(signal);
          throw thrown instanceof SegueError ? thrown : unanswered(thrown);
        } finally {
          await sent.forget(sha256).catch(() => undefined);
        }
      });
    },
  };
}

/** The job of a song that was sent before a reload; null where it has ended, or was fetched in part. */
async function goingOn(
  server: SeparationServer,
  sent: SentSongs,
  sha256: string,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const id = await sent.jobOf(sha256).catch(() => null);
  if (id === null) return null;
  const answer = await server.fetch(`${server.url}/${id}`, { signal }).catch(() => null);
  throwIfAborted(signal);
  if (!answer?.ok) return null;
  const { state, parts } = (await answer.json()) as JobStatus;
  const isWhole = STEM_NAMES.every((stem) => parts.includes(stem));
  if (state === 'done' ? isWhole : !isFinal(state)) return id;
  await ask(server, `/${id}`, { method: 'DELETE' }).catch(() => undefined);
  return null;
}

/** @returns the name of its job */
async function send(
  server: SeparationServer,
  file: Blob,
  signal: AbortSignal | undefined,
): Promise<string> {
  const accepted = await ask(server, '?format=flac', { method: 'POST', body: file, signal });
  return ((await accepted.json()) as JobStatus).id;
}

/** Follows a job to its end. @throws SegueError why it came to none */
async function untilDone(
  server: SeparationServer,
  id: string,
  { signal, onProgress }: TaskOptions,
): Promise<FileReport> {
  for (;;) {
    let last: JobStatus | null = null;
    for await (const status of statuses(await ask(server, `/${id}/events`, { signal }))) {
      last = status;
      const { progress, ahead } = status;
      const step = ahead > 0 ? `Waiting for ${ahead} other songs on the server` : progress.step;
      onProgress?.({ ...progress, step });
    }
    if (last?.report && last.state === 'done') return last.report;
    if (last && isFinal(last.state)) throw fromServer(last.error);
  }
}

/** Of a stream of server-sent events, one after the other. */
async function* statuses(answer: Response): AsyncGenerator<JobStatus> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    const events = `${text}${piece.value}`.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) if (event.startsWith('data: ')) yield JSON.parse(event.slice(6));
  }
}

/** @param gain brings the files to the level of the stems */
async function fetchStems(
  server: SeparationServer,
  id: string,
  mix: Pcm,
  gain: number,
  { signal, onProgress }: TaskOptions,
): Promise<Stems> {
  const stems: Partial<Stems> = {};
  for (const [index, stem] of STEM_NAMES.entries()) {
    onProgress?.({ step: 'Fetching the stems', fraction: index / STEM_NAMES.length });
    const answer = await ask(server, `/${id}/${stem}`, { signal });
    const { pcm } = await decodeAudio(new Uint8Array(await answer.arrayBuffer()), stem, { signal });
    if (lengthSamples(pcm) !== lengthSamples(mix)) {
      throw new SegueError(
        'job-lost',
        'The stems that came from the server are not as long as the song.',
      );
    }
    stems[stem] = { ...pcm, channels: pcm.channels.slice(0, mix.channels.length) };
    if (gain !== 1) scaleBy(stems[stem], gain);
  }
  return stems as Stems;
}

/** A copy: the song itself goes into the library. */
function quieter(pcm: Pcm, times: number): Pcm {
  const copy = { ...pcm, channels: pcm.channels.map((channel) => channel.slice()) };
  scaleBy(copy, 1 / times);
  return copy;
}

/** @throws SegueError what the server says is wrong; `upload-broken` where it does not answer */
async function ask(
  { fetch, url }: SeparationServer,
  path: string,
  request: RequestInit,
): Promise<Response> {
  const answer = await fetch(`${url}${path}`, request).catch((cause: unknown) => {
    throwIfAborted(request.signal ?? undefined);
    throw unanswered(cause);
  });
  if (answer.ok) return answer;
  throw fromServer(((await answer.json().catch(() => ({}))) as { error?: ErrorReport }).error);
}

function unanswered(cause: unknown): SegueError {
  return new SegueError('upload-broken', 'The server does not answer any more. Try again.', {
    cause,
  });
}

function fromServer(error: ErrorReport | null | undefined): SegueError {
  return error
    ? new SegueError(error.code, error.message)
    : new SegueError('job-lost', 'The server has stopped working on the song. Send it again.');
}
