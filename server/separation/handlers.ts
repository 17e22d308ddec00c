/**
 * The separation route, as functions from requests to answers. Names and paths of the client go nowhere
 * near the disk: a job is known by a name that we gave it, a result by one of five words.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type ErrorCode, SegueError } from '@/lib/base/errors';
import { isFinal, type JobStatus, MEDIA_TYPES, partFormat } from '@/lib/stems/separation-job';
import { Intake } from './intake';
import type { SeparationJobs } from './jobs';
import type { SeparationLimits } from './limits';
import { assertAudioFile, assertUploadSize, forgetBody, receiveUpload } from './receive-upload';
import { reportToClient } from './report-to-client';

/** Status codes of errors that are the client's or pass; any other is ours. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  'bad-arguments': 400,
  'upload-broken': 400,
  'file-empty': 400,
  'cross-origin': 403,
  'job-lost': 404,
  'upload-too-large': 413,
  'file-not-audio': 415,
  'format-unsupported': 415,
  'server-busy': 429,
  'model-missing': 503,
};

/** Proxies and browsers close connections over which nothing comes. */
const HEARTBEAT_MS = 15_000;

export function createSeparationHandlers(jobs: SeparationJobs, limits: SeparationLimits) {
  const intake = new Intake();
  /** Every answer: same origin only, errors as a code and a sentence. */
  const answer = async (request: Request, work: () => Promise<Response>): Promise<Response> => {
    try {
      assertSameOrigin(request);
      return await work();
    } catch (thrown) {
      if (request.body && !request.body.locked) void forgetBody(request.body, limits, intake);
      const error = reportToClient(thrown);
      const headers: Record<string, string> =
        error.code === 'server-busy' ? { 'Retry-After': String(limits.retryAfterSeconds) } : {};
      return Response.json({ error }, { status: STATUS[error.code] ?? 500, headers });
    }
  };

  return {
    /** What songs are taken apart with here. */
    model: (request: Request) =>
      answer(request, async () => Response.json({ model: await jobs.modelName() })),

    /** The song is the body; `?stems=2` asks for vocals and instrumental, `?format=flac` for FLAC. */
    create: (request: Request) =>
      answer(request, async () => {
        const { searchParams } = new URL(request.url);
        const twoStems = searchParams.get('stems') === '2';
        const format = partFormat(searchParams.get('format'));
        const promisedBytes = contentLength(request);
        assertUploadSize(promisedBytes, limits);
        if (request.headers.get('Content-Type')?.startsWith('multipart/')) {
          throw new SegueError('bad-arguments', 'Send the file itself as the body, not a form.');
        }
        if (!request.body) throw new SegueError('file-empty', 'Send a sound file as the body.');
        const { id, uploadPath, signal } = await jobs.begin({ twoStems, format });
        try {
          await receiveUpload(request.body, uploadPath, promisedBytes, limits, intake, signal);
          await assertAudioFile(uploadPath);
        } catch (thrown) {
          await jobs.discard(id);
          throw thrown;
        }
        // Who goes before the answer is there knows no name by which to fetch or cancel the job.
        const forsake = () => void jobs.cancel(id);
        if (request.signal.aborted) forsake();
        else request.signal.addEventListener('abort', forsake, { once: true });
        jobs.enqueue(id);
        return Response.json(await jobs.status(id), { status: 202 });
      }),

    status: (request: Request, id: string) =>
      answer(request, async () => Response.json(await statusOf(jobs, id))),

    /** The status as server-sent events, whenever it changes, until the job has ended. */
    events: (request: Request, id: string) =>
      answer(request, async () => {
        await statusOf(jobs, id);
        return new Response(statusEvents(jobs, id), {
          headers: {
            'Content-Type': 'text/event-stream',
            'Cache-Control': 'no-store, no-transform',
          },
        });
      }),

    /** A result as a file; deleted once it has been read to its end. */
    part: (request: Request, id: string, part: string) =>
      answer(request, async () => {
        await statusOf(jobs, id);
        const result = jobs.part(id, part);
        const info = result && (await stat(result.path).catch(() => null));
        if (!info) {
          throw lost('This part is not there: it was fetched, or the song is not done.');
        }
        return new Response(
          fileStream(result.path, () => void jobs.fetched(id, part)),
          {
            headers: {
              'Content-Type': MEDIA_TYPES[result.format],
              'Content-Length': String(info.size),
              'Cache-Control': 'no-store',
            },
          },
        );
      }),

    cancel: (request: Request, id: string) =>
      answer(request, async () => {
        if (!(await jobs.cancel(id))) throw lost();
        return new Response(null, { status: 204 });
      }),
  };
}

async function statusOf(jobs: SeparationJobs, id: string): Promise<JobStatus> {
  const status = await jobs.status(id);
  if (!status) throw lost();
  return status;
}

function statusEvents(jobs: SeparationJobs, id: string): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let end = () => {};
  return new ReadableStream({
    start(controller) {
      const send = async () => {
        const status = await jobs.status(id);
        if (hasEnded) return;
        if (status) controller.enqueue(encoder.encode(`data: ${JSON.stringify(status)}\n\n`));
        if (status && !isFinal(status.state)) return;
        end();
        controller.close();
      };
      let hasEnded = false;
      const unwatch = jobs.watch(id, () => void send());
      const heartbeat = setInterval(
        () => controller.enqueue(encoder.encode(':\n\n')),
        HEARTBEAT_MS,
      );
      end = () => {
        hasEnded = true;
        unwatch();
        clearInterval(heartbeat);
      };
      void send();
    },
    cancel: () => end(),
  });
}

/** @param onRead called when all of it was taken, and not when the client goes before */
function fileStream(path: string, onRead: () => void): ReadableStream<Uint8Array> {
  const source = createReadStream(path);
  source.once('end', onRead);
  return Readable.toWeb(source) as ReadableStream<Uint8Array>;
}

/** Pages of other sites may not use this computer; programs that are no browser send neither header. */
function assertSameOrigin(request: Request): void {
  const site = request.headers.get('Sec-Fetch-Site');
  const origin = request.headers.get('Origin');
  const isForeign =
    (site !== null && site !== 'same-origin' && site !== 'none') ||
    (origin !== null && hostOf(origin) !== request.headers.get('Host'));
  if (isForeign) {
    throw new SegueError('cross-origin', 'Only pages of this server may use its separation.');
  }
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}

function contentLength(request: Request): number | null {
  const text = request.headers.get('Content-Length');
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

function lost(
  message = 'The server knows no such song: it was fetched, cancelled, or is over an hour old. Send it again.',
) {
  return new SegueError('job-lost', message);
}
