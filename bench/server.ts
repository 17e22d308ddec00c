/**
 * How the server answers while it is asked for too much: twenty songs at once, of which it takes what it can,
 * while their stems are made. Needs a build (`npm run build`): `npm run bench -- server [SECONDS]`.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  openAsBlob,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSilence, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { encodeWav } from '@/lib/audio/wav';
import { createRandom } from '@/lib/base/random';
import { spectrumModel } from '@/lib/stems/htdemucs/testing/contract-models';
import type { JobStatus } from '@/lib/stems/separation-job';
import { addModelFile } from '@/server/add-model';
import { APP_URL, startApp } from './built-app';

const UPLOADS = 20;
/** Of each song, seconds: a WAV of 32 MB. */
const DEFAULT_SECONDS = 180;
const MEMORY_LOOK_MS = 50;
/** As `nice` counts. */
const SENDER_PRIORITY = 10;
/** The server has warmed itself up by then. */
const STARTED_FOR_MS = 5000;
const SEPARATE = `${APP_URL}/api/separate`;

export async function run([seconds = String(DEFAULT_SECONDS)]: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'segue-server-'));
  const jobs = join(folder, 'jobs');
  const models = join(folder, 'models');
  mkdirSync(jobs);
  writeFileSync(join(folder, 'network.onnx'), spectrumModel());
  await addModelFile(join(folder, 'network.onnx'), models);
  const app = startApp({ SEGUE_JOBS: jobs, SEGUE_MODELS: models });
  try {
    await answering();
    await new Promise((resolve) => setTimeout(resolve, STARTED_FOR_MS));
    const idleMib = residentMib(app.pid);
    writeFileSync(join(folder, 'song.wav'), noise(Number(seconds)));
    const song = await openAsBlob(join(folder, 'song.wav'));
    const asking = await keepAsking(app.pid);
    // Who sends songs has a processor of its own in life: here it gives way to the server.
    setPriority(SENDER_PRIORITY);
    const answers = await Promise.all(
      Array.from({ length: UPLOADS }, () => fetch(SEPARATE, { method: 'POST', body: song })),
    );
    const taken: JobStatus[] = await Promise.all(
      answers.filter(({ status }) => status === 202).map((answer) => answer.json()),
    );
    // The first song is taken apart meanwhile, to its end.
    await (await fetch(`${SEPARATE}/${taken[0].id}/events`)).text();
    for (const { id } of taken) await fetch(`${SEPARATE}/${id}`, { method: 'DELETE' });
    const { waitsMs, peakMib } = await asking.stop();
    await gone(jobs);
    return {
      uploads: UPLOADS,
      songSeconds: Number(seconds),
      taken: taken.length,
      turnedAway: answers.filter(({ status }) => status === 429).length,
      otherRequests: {
        count: waitsMs.length,
        medianMs: quantile(waitsMs, 0.5),
        p95Ms: quantile(waitsMs, 0.95),
        slowestMs: quantile(waitsMs, 1),
      },
      serverMib: { idle: idleMib, peak: peakMib },
      foldersLeft: readdirSync(jobs).length,
    };
  } finally {
    app.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Asks for a page and for a job by turns, one question at a time, until it is told to stop. */
async function keepAsking(pid: number | undefined) {
  const asker = fork('bench/work/keep-asking.ts', [`${SEPARATE}/nobody`, `${APP_URL}/`]);
  let peakMib = residentMib(pid);
  const looking = setInterval(() => {
    peakMib = Math.max(peakMib ?? 0, residentMib(pid) ?? 0) || null;
  }, MEMORY_LOOK_MS);
  await once(asker, 'message');
  return {
    async stop() {
      clearInterval(looking);
      asker.send('stop');
      const [waitsMs] = (await once(asker, 'message')) as [number[]];
      return { waitsMs: waitsMs.sort((a, b) => a - b), peakMib };
    },
  };
}

function noise(seconds: number): Uint8Array {
  const song = createSilence(seconds * SAMPLE_RATE_HZ);
  const random = createRandom(3);
  const [left, right] = song.channels;
  for (let i = 0; i < left.length; i++) {
    left[i] = 0.2 * random.next() - 0.1;
    right[i] = left[i];
  }
  return encodeWav(song, { bitDepth: 16 });
}

async function answering(): Promise<void> {
  await waitUntil(() =>
    fetch(APP_URL).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
}

/** Cancelled jobs take their files with them once their process has ended. */
async function gone(jobs: string): Promise<void> {
  await waitUntil(async () => readdirSync(jobs).length === 0);
}

async function waitUntil(isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** null where the system does not tell. */
function residentMib(pid: number | undefined): number | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024);
  } catch {
    return null;
  }
}

function quantile(sorted: readonly number[], share: number): number {
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
}
