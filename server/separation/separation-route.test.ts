import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeAudio } from '@/lib/audio/decode/decode-audio';
import { createSilence, type Pcm } from '@/lib/audio/pcm';
import { encodeWav } from '@/lib/audio/wav';
import { SegueError } from '@/lib/base/errors';
import { createRandom } from '@/lib/base/random';
import { STEM_NAMES } from '@/lib/music/stem-names';
import { waveformModel } from '@/lib/stems/htdemucs/testing/contract-models';
import type { JobPart, JobStatus } from '@/lib/stems/separation-job';
import { describeModelFile } from '../add-model';
import type { ModelFile } from '../model-files';
import { htdemucsInNode } from '../separators';
import { serve, type TestServer } from '../testing/serve';
import { createSeparationHandlers } from './handlers';
import { JobFiles } from './job-files';
import { type JobsHost, SeparationJobs } from './jobs';
import { SEPARATION_LIMITS, type SeparationLimits } from './limits';
import { runSeparationProcess } from './run-process';
import { separateFile } from './separate-file';

const LIMITS: SeparationLimits = {
  ...SEPARATION_LIMITS,
  maxUploadBytes: 3_000_000,
  uploadIdleMs: 400,
};

let folder: string;
let model: ModelFile;
let song: Pcm;
let wav: Uint8Array<ArrayBuffer>;
const opened: { server: TestServer; jobs: SeparationJobs }[] = [];
let jobFolders = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'segue-separation-'));
  const path = join(folder, 'contract.onnx');
  writeFileSync(path, waveformModel(60_000));
  model = await describeModelFile(path);
  const random = createRandom(8);
  song = createSilence(44_100 * 3);
  for (const channel of song.channels) {
    for (let i = 0; i < channel.length; i++) channel[i] = 0.1 * random.normal();
  }
  wav = encodeWav(song, { bitDepth: 32 }) as Uint8Array<ArrayBuffer>;
});
afterEach(async () => {
  for (const { server, jobs } of opened.splice(0)) {
    await jobs.close();
    await server.close();
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A separation that never ends by itself. */
const hang: JobsHost['run'] = (_, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new SegueError('aborted', 'Cancelled.')));
  });

async function open(change: Partial<JobsHost> = {}) {
  jobFolders += 1;
  const root = join(folder, `jobs-${jobFolders}`);
  mkdirSync(root);
  const host: JobsHost = {
    files: new JobFiles(root),
    limits: LIMITS,
    nowMs: Date.now,
    model: async () => model,
    run: hang,
    ...change,
  };
  const jobs = new SeparationJobs(host);
  const server = await serve(createSeparationHandlers(jobs, host.limits));
  opened.push({ server, jobs });
  return { url: server.url, jobs, root, left: () => readdirSync(root) };
}

const send = (url: string, body: BodyInit = wav, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

const statusOf = async (url: string, id: string): Promise<JobStatus> =>
  (await fetch(`${url}/${id}`)).json();

/** All that is told of a job until it ends. */
async function watch(url: string, id: string): Promise<JobStatus[]> {
  const events = await (await fetch(`${url}/${id}/events`)).text();
  return events
    .split('\n\n')
    .filter((event) => event.startsWith('data: '))
    .map((event) => JSON.parse(event.slice(6)));
}

/** The sentence of a refusal, and nothing of our insides in it. */
async function refusal(response: Response): Promise<string> {
  const text = await response.text();
  expect(text).not.toMatch(/node:|\.ts|\/tmp|inside Segue/);
  return JSON.parse(text).error.message;
}

describe('POST /api/separate', () => {
  it('separates a song in a process of its own and hands out the stems once', async () => {
    const { url, left } = await open({ run: runSeparationProcess });
    const accepted = await send(url);
    expect(accepted.status).toBe(202);
    const { id }: JobStatus = await accepted.json();
    const told = await watch(url, id);
    expect(told.at(-1)).toMatchObject({
      state: 'done',
      parts: [...STEM_NAMES],
      report: { engine: 'htdemucs', modelSha256: model.sha256, fallbackReason: null },
    });
    const { stems } = await htdemucsInNode(model).separate(song);
    for (const stem of STEM_NAMES) {
      const response = await fetch(`${url}/${id}/${stem}`);
      const { pcm } = await decodeAudio(new Uint8Array(await response.arrayBuffer()), stem);
      const worst = pcm.channels[0].reduce(
        (most, x, i) => Math.max(most, Math.abs(x - stems[stem].channels[0][i])),
        0,
      );
      expect(worst).toBeLessThan(1e-3);
    }
    await vi.waitFor(() => expect(left()).toEqual([]));
    expect((await fetch(`${url}/${id}/vocals`)).status).toBe(404);
  });

  it('hands out FLAC where that is asked for, and no other format', async () => {
    const { url, left } = await open({
      run: async ({ inputPath, outputFolder, model: file, ...wanted }) => {
        const separator = htdemucsInNode(file);
        const options = { separator, ...wanted };
        const { report, files } = await separateFile(inputPath, 'The song', outputFolder, options);
        return { report, parts: files.map(({ part }) => part as JobPart) };
      },
    });
    expect((await send(`${url}?format=mp3`)).status).toBe(400);
    const { id }: JobStatus = await (await send(`${url}?format=flac&stems=2`)).json();
    expect((await watch(url, id)).at(-1)?.parts).toEqual(['vocals', 'instrumental']);
    const { stems } = await htdemucsInNode(model).separate(song);
    const response = await fetch(`${url}/${id}/vocals`);
    expect(response.headers.get('Content-Type')).toBe('audio/flac');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(new TextDecoder().decode(bytes.subarray(0, 4))).toBe('fLaC');
    const { pcm } = await decodeAudio(bytes, 'vocals.flac');
    const worst = pcm.channels[0].reduce(
      (most, x, i) => Math.max(most, Math.abs(x - stems.vocals.channels[0][i])),
      0,
    );
    expect(worst).toBeLessThan(2 ** -22);
    await fetch(`${url}/${id}/instrumental`).then((rest) => rest.arrayBuffer());
    await vi.waitFor(() => expect(left()).toEqual([]));
  });

  it('keeps its limits when twenty come at once, and answers meanwhile', async () => {
    const { url, left } = await open();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(url)));
    const turnedAway = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(LIMITS.maxUnfinishedJobs);
    expect(turnedAway).toHaveLength(20 - LIMITS.maxUnfinishedJobs);
    expect(turnedAway[0].headers.get('Retry-After')).toBe('60');
    expect(await refusal(turnedAway[0])).toMatch(/busy.*Try again/);
    const accepted: JobStatus[] = await Promise.all(
      answers.filter(({ status }) => status === 202).map((response) => response.json()),
    );
    const now = await Promise.all(accepted.map(({ id }) => statusOf(url, id)));
    expect(now.filter(({ state }) => state === 'working')).toHaveLength(1);
    expect(now.map(({ ahead }) => ahead).sort()).toEqual([0, 1, 2, 3, 4]);
    expect(left()).toHaveLength(LIMITS.maxUnfinishedJobs);
    for (const { id } of accepted) {
      expect((await fetch(`${url}/${id}`, { method: 'DELETE' })).status).toBe(204);
    }
    await vi.waitFor(() => expect(left()).toEqual([]));
    expect((await send(url)).status).toBe(202);
  });

  it.each([
    ['too large by its own account', 413, () => new Uint8Array(4_000_000), /more than the 3 MB/],
    ['too large without saying so', 413, () => endless(), /more than the 3 MB/],
    ['no sound', 415, () => 'This is no music. '.repeat(500), /no sound file/],
    ['a format that is not read', 415, () => `MThd${'\0'.repeat(5000)}`, /MIDI/],
    ['empty', 400, () => '', /sound file|empty/],
  ])('refuses what is %s, and leaves nothing behind', async (_, status, body, sentence) => {
    const { url, left } = await open();
    const response = await send(url, body());
    expect(response.status).toBe(status);
    expect(await refusal(response)).toMatch(sentence);
    expect(left()).toEqual([]);
  });

  it('refuses other sites, forms, and what it was never asked for', async () => {
    const { url } = await open();
    expect((await send(url, wav, { Origin: 'https://other.example' })).status).toBe(403);
    const form = new FormData();
    form.set('file', new Blob([wav]));
    expect((await send(url, form)).status).toBe(400);
    for (const path of ['nothing', '..%2f..%2fetc', 'x/..%2f..%2fpasswd', 'x/events']) {
      expect((await fetch(`${url}/${path}`)).status).toBe(404);
    }
    const { id }: JobStatus = await (await send(url)).json();
    for (const part of ['upload', 'owner.json', '..%2fupload', 'vocals']) {
      expect((await fetch(`${url}/${id}/${part}`)).status).toBe(404);
    }
  });

  it('ends uploads that are too slow or broken off, and their places are free', async () => {
    const { url, left } = await open();
    const slow = await send(url, trickle());
    expect(slow.status).toBe(400);
    expect(await refusal(slow)).toMatch(/too slow/);
    for (let attempt = 0; attempt < LIMITS.maxUnfinishedJobs + 1; attempt++) {
      await breakOff(url);
      await vi.waitFor(() => expect(left()).toEqual([]));
    }
    expect((await send(url)).status).toBe(202);
  });

  it('drops a song whose client goes after its end and before the answer', async () => {
    const client = new AbortController();
    const { jobs, left } = await open({
      run: (task, ...others) => {
        client.abort();
        return hang(task, ...others);
      },
    });
    const request = new Request('http://segue.example/api/separate', {
      method: 'POST',
      body: wav,
      signal: client.signal,
    });
    await createSeparationHandlers(jobs, LIMITS).create(request);
    await vi.waitFor(() => expect(client.signal.aborted).toBe(true));
    await vi.waitFor(() => expect(left()).toEqual([]));
  });

  it('ends the process of a cancelled job, and tells of one that was killed', async () => {
    const started: number[] = [];
    const { url, left } = await open({
      run: (task, signal, onProgress) =>
        runSeparationProcess(task, signal, onProgress, (processId) => started.push(processId)),
    });
    const { id }: JobStatus = await (await send(url)).json();
    await vi.waitFor(() => expect(started).toHaveLength(1));
    await fetch(`${url}/${id}`, { method: 'DELETE' });
    await vi.waitFor(() => expect(() => process.kill(started[0], 0)).toThrow());
    await vi.waitFor(() => expect(left()).toEqual([]));

    const next: JobStatus = await (await send(url)).json();
    await vi.waitFor(() => expect(started).toHaveLength(2));
    process.kill(started[1], 'SIGKILL');
    const told = await watch(url, next.id);
    expect(told.at(-1)).toMatchObject({ state: 'failed', error: { code: 'worker-failed' } });
    expect(left()).toEqual([]);
  });

  it('says how to get a model where there is none', async () => {
    const { url, left } = await open({
      model: async () => {
        throw new SegueError('model-missing', 'Get one with "npm run models -- get htdemucs".');
      },
    });
    const response = await send(url);
    expect(response.status).toBe(503);
    expect(await refusal(response)).toMatch(/npm run models/);
    expect(left()).toEqual([]);
  });

  it('reports jobs lost that an earlier server left, and leaves those of a running one', async () => {
    const root = join(folder, 'restarted');
    const lost = await new JobFiles(root).create();
    const another = await new JobFiles(root).create();
    // No process has this number.
    writeFileSync(join(root, lost, 'owner.json'), JSON.stringify({ processId: 2 ** 22 + 1 }));
    writeFileSync(join(root, another, 'owner.json'), JSON.stringify({ processId: process.ppid }));
    const { url } = await open({ files: new JobFiles(root) });
    expect(await statusOf(url, lost)).toMatchObject({ state: 'lost', error: { code: 'job-lost' } });
    expect((await watch(url, lost)).at(-1)?.state).toBe('lost');
    expect(readdirSync(root)).toEqual([another]);
  });

  it('deletes nothing but jobs from the folder, also those of a server that had its own number', async () => {
    const root = join(folder, 'shared');
    const lost = await new JobFiles(root).create();
    mkdirSync(join(root, 'holiday-photos'));
    writeFileSync(join(root, 'letter.txt'), 'Dear Kim');
    const { url } = await open({ files: new JobFiles(root) });
    expect((await statusOf(url, lost)).state).toBe('lost');
    expect(readdirSync(root).sort()).toEqual(['holiday-photos', 'letter.txt']);
  });

  it('ends a song that takes too long, and says so', async () => {
    const { url, left } = await open({ limits: { ...LIMITS, workMs: 50 } });
    const { id }: JobStatus = await (await send(url)).json();
    const last = (await watch(url, id)).at(-1);
    expect(last).toMatchObject({ state: 'failed', error: { code: 'worker-failed' } });
    expect(last?.error?.message).toMatch(/too long/);
    expect(left()).toEqual([]);
  });

  it('stays cancelled where the process ended at the same moment', async () => {
    let end = () => {};
    const { url, jobs, left } = await open({
      run: () =>
        new Promise((resolve) => {
          end = () => resolve({ report: null as never, parts: ['vocals'] });
        }),
    });
    const { id }: JobStatus = await (await send(url)).json();
    await vi.waitFor(async () => expect((await statusOf(url, id)).state).toBe('working'));
    end();
    await jobs.cancel(id);
    await vi.waitFor(() => expect(left()).toEqual([]));
    expect((await statusOf(url, id)).state).toBe('cancelled');
  });

  it('tells nothing of its folders where something goes wrong inside', async () => {
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const fault = new Error("ENOENT: no such file, open '/tmp/secret/model.onnx'");
    const { url } = await open({
      run: async () => {
        throw fault;
      },
    });
    const { id }: JobStatus = await (await send(url)).json();
    const last = (await watch(url, id)).at(-1);
    expect(last?.error?.code).toBe('internal');
    expect(last?.error?.message).not.toMatch(/secret/);
    const broken = await open({
      model: async () => {
        throw fault;
      },
    });
    const response = await send(broken.url);
    expect(response.status).toBe(500);
    expect(await refusal(response)).not.toMatch(/secret/);
    expect(log).toHaveBeenCalledWith(expect.stringContaining('secret'));
    log.mockRestore();
  });

  it('deletes results that nobody fetches', async () => {
    let nowMs = 0;
    const { url, jobs, left } = await open({
      nowMs: () => nowMs,
      run: async () => ({ report: null as never, parts: ['vocals'] }),
    });
    const { id }: JobStatus = await (await send(url)).json();
    await vi.waitFor(async () => expect((await statusOf(url, id)).state).toBe('done'));
    nowMs = LIMITS.keepMs + 1;
    jobs.expire();
    await vi.waitFor(() => expect(left()).toEqual([]));
    expect((await fetch(`${url}/${id}`)).status).toBe(404);
  });
});

/** More than is allowed, in pieces. */
function endless(): ReadableStream<Uint8Array> {
  let pieces = 0;
  return new ReadableStream({
    pull(controller) {
      pieces += 1;
      if (pieces > 200) controller.close();
      else controller.enqueue(new Uint8Array(65_536));
    },
  });
}

/** A beginning, and then nothing. */
function trickle(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(wav.slice(0, 1000));
    },
  });
}

/** Sends a part of what it has promised and hangs up. */
function breakOff(url: string): Promise<void> {
  return new Promise((resolve) => {
    const outgoing = httpRequest(url, {
      method: 'POST',
      headers: { 'Content-Length': wav.length },
    });
    outgoing.on('error', () => undefined);
    outgoing.on('close', () => resolve());
    outgoing.write(wav.subarray(0, 100_000), () => setTimeout(() => outgoing.destroy(), 20));
  });
}
