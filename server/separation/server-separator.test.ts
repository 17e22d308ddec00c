import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createSilence, type Pcm } from '@/lib/audio/pcm';
import { SegueError } from '@/lib/base/errors';
import type { Progress } from '@/lib/base/progress';
import { createRandom } from '@/lib/base/random';
import { STEM_NAMES } from '@/lib/music/stem-names';
import { withFallback } from '@/lib/stems/fallback-separator';
import { waveformModel } from '@/lib/stems/htdemucs/testing/contract-models';
import type { JobPart } from '@/lib/stems/separation-job';
import {
  createServerSeparator,
  modelOnServer,
  type SentSongs,
  type SeparationServer,
} from '@/lib/stems/server-separator';
import { createSentSongs } from '@/lib/store/sent-songs';
import { memoryBackends } from '@/lib/store/testing/memory-store';
import { describeModelFile } from '../add-model';
import type { ModelFile } from '../model-files';
import { htdemucsInNode, quickSeparator } from '../separators';
import { serve, type TestServer } from '../testing/serve';
import { createSeparationHandlers } from './handlers';
import { JobFiles } from './job-files';
import { type JobsHost, SeparationJobs } from './jobs';
import { SEPARATION_LIMITS } from './limits';
import { separateFile } from './separate-file';

const clockMs = () => performance.now();

let folder: string;
let model: ModelFile;
let song: Pcm;
const opened: { server: TestServer; jobs: SeparationJobs }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'segue-page-'));
  writeFileSync(join(folder, 'contract.onnx'), waveformModel(60_000));
  model = await describeModelFile(join(folder, 'contract.onnx'));
  const random = createRandom(8);
  song = createSilence(44_100);
  for (const channel of song.channels) {
    for (let i = 0; i < channel.length; i++) channel[i] = 0.3 * random.normal();
  }
});
afterEach(async () => {
  for (const { server, jobs } of opened.splice(0)) {
    await jobs.close();
    await server.close();
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** As the server's own process does it. */
const inThisProcess: JobsHost['run'] = async (task, signal, onProgress) => {
  const { inputPath, outputFolder, model: file, ...wanted } = task;
  const options = { separator: htdemucsInNode(file), signal, onProgress, ...wanted };
  const { report, files } = await separateFile(inputPath, 'The song', outputFolder, options);
  return { report, parts: files.map(({ part }) => part as JobPart) };
};

async function open(change: Partial<JobsHost> = {}) {
  const root = mkdtempSync(join(folder, 'jobs-'));
  mkdirSync(root, { recursive: true });
  const host: JobsHost = {
    files: new JobFiles(root),
    limits: SEPARATION_LIMITS,
    nowMs: Date.now,
    model: async () => model,
    run: inThisProcess,
    ...change,
  };
  const jobs = new SeparationJobs(host);
  const server = await serve(createSeparationHandlers(jobs, host.limits));
  opened.push({ server, jobs });
  return { fetch, url: server.url, left: () => readdirSync(root) };
}

/** In the one tab there is. */
const separatorOf = (
  server: SeparationServer,
  sent: SentSongs = createSentSongs(memoryBackends().tables),
) => createServerSeparator(server, sent, (_song, _signal, work) => work(), clockMs);

describe('the server as an engine', () => {
  it('gives the stems that the model gives here, at their level, and leaves nothing there', async () => {
    const server = await open();
    expect(await modelOnServer(server)).toBe(model.name);
    const told: Progress[] = [];
    const { stems, report } = await separatorOf(server).separate(song, {
      onProgress: (progress) => told.push(progress),
    });
    expect(report).toMatchObject({ engine: 'htdemucs', modelSha256: model.sha256 });
    expect(report).not.toHaveProperty('gainDb');
    const { stems: here } = await htdemucsInNode(model).separate(song);
    for (const stem of STEM_NAMES) {
      const worst = stems[stem].channels[1].reduce(
        (most, x, i) => Math.max(most, Math.abs(x - here[stem].channels[1][i])),
        0,
      );
      expect(worst).toBeLessThan(1e-3);
    }
    const fractions = told.map(({ fraction }) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    await vi.waitFor(() => expect(server.left()).toEqual([]));
  });

  it('gives way to the quick split where the server has no model or no place, and says why', async () => {
    const fails = async (error: SegueError) => {
      const server = await open({
        model: async () => {
          throw error;
        },
      });
      const separator = withFallback(separatorOf(server), quickSeparator);
      return (await separator.separate(song)).report;
    };
    expect(await fails(new SegueError('model-missing', 'Get one.'))).toMatchObject({
      engine: 'quick',
      fallbackReason: 'Get one.',
    });
    expect(await fails(new SegueError('server-busy', 'Busy.'))).toMatchObject({
      fallbackReason: 'Busy.',
    });
    const gone = { fetch, url: 'http://127.0.0.1:9/api/separate' };
    expect(await modelOnServer(gone)).toBeNull();
    const separator = withFallback(separatorOf(gone), quickSeparator);
    expect((await separator.separate(song)).report.fallbackReason).toMatch(/does not answer/);
  });

  it('needs no note of what was sent', async () => {
    const fails = async () => {
      throw new DOMException('Closed', 'InvalidStateError');
    };
    const separator = separatorOf(await open(), { jobOf: fails, keep: fails, forget: fails });
    expect((await separator.separate(song)).report.modelSha256).toBe(model.sha256);
  });

  it('takes a cancelled song back from the server', async () => {
    const controller = new AbortController();
    const server = await open({
      run: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new SegueError('aborted', 'Cancelled.')));
        }),
    });
    const cancelled = separatorOf(server).separate(song, {
      signal: controller.signal,
      onProgress: ({ fraction }) => fraction > 0 && controller.abort(),
    });
    await expect(cancelled).rejects.toMatchObject({ code: 'aborted' });
    await vi.waitFor(() => expect(server.left()).toEqual([]));
  });

  it('goes on with a song that an earlier page has sent, and sends anew what was fetched', async () => {
    let letGo = () => {};
    const isLetGo = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const server = await open({
      run: async (...task) => {
        await isLetGo;
        return inThisProcess(...task);
      },
    });
    const sent = createSentSongs(memoryBackends().tables);
    let sendings = 0;
    const openPage = () => {
      const page = { isClosed: false };
      const ask: typeof fetch = (url, request) => {
        if (page.isClosed) return new Promise(() => {});
        if (request?.method === 'POST') sendings += 1;
        return fetch(url, request);
      };
      // As where the page is closed before it can forget the song.
      const remembering = { ...sent, forget: async () => {} };
      const separator = separatorOf({ ...server, fetch: ask }, remembering);
      return { page, separator };
    };
    const first = openPage();
    await new Promise<void>((resolve) => {
      const onProgress = ({ step }: Progress) => step === 'Starting' && resolve();
      void first.separator.separate(song, { onProgress });
    });
    first.page.isClosed = true;
    const { separator } = openPage();
    const separation = separator.separate(song);
    letGo();
    expect((await separation).report.modelSha256).toBe(model.sha256);
    expect(sendings).toBe(1);
    // What was fetched the server has forgotten.
    await separator.separate(song);
    expect(sendings).toBe(2);
  });
});
