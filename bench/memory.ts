/**
 * The most memory that the page takes while a ten-minute song is brought in: the renderer's peak as the
 * system counts it (Linux), and what the browser itself attributes to the page and its workers. The song is
 * a generated one, repeated: `npm run bench -- memory [MINUTES] [--stems | --htdemucs]`. The last takes it apart
 * around a small network with HTDemucs' inputs and outputs: the network itself needs what its makers say.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { lengthSamples, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { encodeWav } from '@/lib/audio/wav';
import { demoPair } from '@/lib/demo/demo-pair';
import { generateSong } from '@/lib/demo/generate-song';
import { STEM_NAMES } from '@/lib/music/stem-names';
import { spectrumModel } from '@/lib/stems/htdemucs/testing/contract-models';
import { inBuiltApp, openLibrary } from './built-app';

const DEFAULT_MINUTES = 10;
const WORK_TIMEOUT_MS = 1_200_000;
const SAMPLE_EVERY_MS = 250;
const MEBIBYTE = 2 ** 20;

export interface MemoryFigures {
  songMinutes: number;
  stems: 'quick' | 'finished' | 'htdemucs';
  seconds: number;
  /** Before the song came. */
  rendererIdleMib: number | null;
  /** The highest resident size of the page's process; null where the system does not tell. */
  rendererPeakMib: number | null;
  /** By step of the work, the highest that was sampled. */
  peakMibByStep: Record<string, number>;
  /** By the browser's own count of the page and its workers, after garbage was collected. */
  afterwardsMib: number | null;
}

export async function run(args: string[]): Promise<MemoryFigures> {
  const minutes = Number(args.find((argument) => /^\d+$/.test(argument)) ?? DEFAULT_MINUTES);
  const stems = args.includes('--stems')
    ? 'finished'
    : args.includes('--htdemucs')
      ? 'htdemucs'
      : 'quick';
  const folder = mkdtempSync(join(tmpdir(), 'segue-memory-'));
  try {
    const files = writeSong(folder, minutes, stems);
    return await inBuiltApp(async (context) =>
      measure(await context.newPage(), files, minutes, stems),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeSong(folder: string, minutes: number, kind: MemoryFigures['stems']): string[] {
  const song = generateSong(demoPair().b);
  const write = (name: string, pcm: Pcm) => {
    const path = join(folder, `${name}.wav`);
    writeFileSync(path, encodeWav(repeated(pcm, minutes * 60), { bitDepth: 16 }));
    return path;
  };
  if (kind !== 'finished') return [write('Long song', song.mix)];
  return [
    write('Long song mix', song.mix),
    ...STEM_NAMES.map((stem) => write(`Long song ${stem}`, song.stems[stem])),
  ];
}

function repeated({ channels, sampleRateHz }: Pcm, seconds: number): Pcm {
  const samples = seconds * SAMPLE_RATE_HZ;
  const length = lengthSamples({ channels, sampleRateHz });
  return {
    sampleRateHz,
    channels: channels.map((channel) =>
      Float32Array.from({ length: samples }, (_, i) => channel[i % length]),
    ),
  };
}

async function measure(
  page: Page,
  files: string[],
  songMinutes: number,
  stems: MemoryFigures['stems'],
): Promise<MemoryFigures> {
  await openLibrary(page);
  if (stems === 'htdemucs') await chooseNetwork(page);
  const rendererIdleMib = rendererMib('VmRSS');
  const peakMibByStep: Record<string, number> = {};
  const started = performance.now();
  await page.getByLabel('Songs to add').setInputFiles(files);
  const sampler = setInterval(async () => {
    const bar = page.getByRole('progressbar').first();
    const text = await bar.getAttribute('aria-valuetext', { timeout: 1000 }).catch(() => null);
    const step = text?.split(',')[0];
    const now = rendererMib('VmRSS');
    if (step && now !== null) peakMibByStep[step] = Math.max(peakMibByStep[step] ?? 0, now);
  }, SAMPLE_EVERY_MS);
  try {
    await page
      .getByRole('link', { name: /Long song/ })
      .first()
      .waitFor({ timeout: WORK_TIMEOUT_MS });
  } finally {
    clearInterval(sampler);
  }
  return {
    songMinutes,
    stems,
    seconds: Math.round((performance.now() - started) / 1000),
    rendererIdleMib,
    rendererPeakMib: highest(rendererMib('VmHWM'), ...Object.values(peakMibByStep)),
    peakMibByStep,
    afterwardsMib: await countedByBrowser(page),
  };
}

/** Gives the browser a model as a user does, from the disk. */
async function chooseNetwork(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByLabel('Model file').setInputFiles({
    name: 'network.onnx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(spectrumModel()),
  });
  await page.getByText('is kept and ready').waitFor();
  await page.getByRole('link', { name: 'Library' }).click();
}

/** The system updates its own record late: what was sampled may be higher. */
function highest(...sizes: (number | null)[]): number | null {
  const known = sizes.filter((size) => size !== null);
  return known.length > 0 ? Math.max(...known) : null;
}

async function countedByBrowser(page: Page): Promise<number | null> {
  const bytes = await page.evaluate<number | null>(`
    performance.measureUserAgentSpecificMemory
      ? performance.measureUserAgentSpecificMemory().then(({ bytes }) => bytes)
      : null`);
  return bytes === null ? null : Math.round(bytes / MEBIBYTE);
}

/** The largest of the renderers below this process; null where there is no such file system. */
function rendererMib(field: 'VmRSS' | 'VmHWM'): number | null {
  try {
    const parents = new Map<number, number>();
    const sizes = new Map<number, number>();
    for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
      const read = (file: string) => readOr(`/proc/${name}/${file}`, '');
      const status = read('status');
      const pid = Number(name);
      parents.set(pid, Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0));
      if (!read('cmdline').includes('--type=renderer')) continue;
      sizes.set(pid, Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0));
    }
    const isOurs = (pid: number): boolean =>
      pid === process.pid || (parents.has(pid) && isOurs(parents.get(pid) as number));
    const ours = [...sizes].filter(([pid]) => isOurs(pid)).map(([, kib]) => kib);
    return ours.length > 0 ? Math.round(Math.max(...ours) / 1024) : null;
  } catch {
    return null;
  }
}

/** A process may end while it is looked at. */
function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}
