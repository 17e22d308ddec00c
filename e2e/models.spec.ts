import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type APIRequestContext, chromium, type Page, test as unwatched } from '@playwright/test';
import { decodeAudio } from '@/lib/audio/decode/decode-audio';
import { createSilence, type Pcm } from '@/lib/audio/pcm';
import { encodeWav } from '@/lib/audio/wav';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import {
  STEM_FILTERS,
  spectrumModel,
  waveformModel,
} from '@/lib/stems/htdemucs/testing/contract-models';
import { unpackPcm } from '@/lib/store/packed-pcm';
import { addModelFile } from '@/server/add-model';
import { dropFiles, expect, songRow, test, WORK_TIMEOUT_MS } from './support/studio';

/** A graphics processor in software, for machines that have none. */
const SOFTWARE_GPU = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];

/** Largest difference between stems that count as the same. */
const SAME = 1e-3;

/** Up to here the transforms of the first and last chunk lack frames. */
const EDGE_SAMPLES = 3000;

const song = clicksAndTones(11);
const songFile = { name: 'Clicks.wav', bytes: encodeWav(song, { bitDepth: 16 }) };

let folder: string;

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'segue-e2e-models-'));
  writeFileSync(join(folder, 'waveform.onnx'), waveformModel());
  writeFileSync(join(folder, 'spectrum.onnx'), spectrumModel());
  writeFileSync(join(folder, 'text.onnx'), 'This is no model. '.repeat(50));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('models are shown with size and licence, and nothing is fetched before the user agrees', async ({
  page,
}) => {
  await page.goto('/settings');
  const rows = page.getByRole('list', { name: 'Models' }).getByRole('listitem');
  await expect(rows.first()).toContainText(/\d+ MB · licence: MIT/);
  await page.getByRole('button', { name: 'Download HTDemucs', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('huggingface.co');
  await expect(dialog).toContainText(/research/);
  await dialog.getByRole('button', { name: 'Not now' }).click();

  await page.getByLabel('Model file').setInputFiles(join(folder, 'text.onnx'));
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText(
    /cannot be opened as an ONNX model/,
  );
  await expect(rows).toHaveCount(2);
});

unwatched(
  'a download reaches the publisher from wherever the settings were opened, and no page can',
  async ({ page }) => {
    await page
      .context()
      .route('https://huggingface.co/**', (route) =>
        route.fulfill({ status: 404, headers: { 'Access-Control-Allow-Origin': '*' } }),
      );
    await page.goto('/');
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Download HTDemucs', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Agree and download' }).click();
    await expect(page.getByRole('region', { name: 'Messages' })).toContainText(
      /could not be downloaded: the server answered 404/,
    );
    const outcome = await page.evaluate(() =>
      fetch('https://huggingface.co/other').then(
        () => 'sent',
        () => 'stopped',
      ),
    );
    expect(outcome).toBe('stopped');
  },
);

test('the waveform form gives the known answer in the browser and on the server that the page sends to', async ({
  page,
  browser,
  baseURL,
}) => {
  const known = stemsOf((index) => ({
    ...song,
    channels: song.channels.map((channel) => filter(channel, STEM_FILTERS[index])),
  }));
  const onPage = await separateOnPage(page, 'waveform.onnx', 'processor');
  expect(worstDifference(onPage, known)).toBeLessThan(SAME);
  const other = await browser.newContext({ baseURL });
  const onServer = await withModelOnServer('waveform.onnx', async () =>
    separateThroughServer(await other.newPage()),
  );
  await other.close();
  expect(worstDifference(onServer, known)).toBeLessThan(SAME);
});

test('the spectral form gives the same stems by WASM, by WebGPU and on the server', async ({
  page,
  request,
  baseURL,
}) => {
  const onServer = await separateOnServer(request, 'spectrum.onnx');
  const byWasm = await separateOnPage(page, 'spectrum.onnx', 'processor');
  expect(worstDifference(byWasm, onServer)).toBeLessThan(SAME);
  const withGpu = await chromium.launch({
    executablePath: process.env.SEGUE_CHROMIUM || undefined,
    args: SOFTWARE_GPU,
  });
  try {
    const fresh = await (await withGpu.newContext({ baseURL })).newPage();
    const byGpu = await separateOnPage(fresh, 'spectrum.onnx', 'graphics processor');
    await expect(fresh.getByText(/graphics processor does not take/)).toHaveCount(0);
    expect(worstDifference(byGpu, onServer)).toBeLessThan(SAME);
  } finally {
    await withGpu.close();
  }
});

async function withModelOnServer<T>(modelFile: string, work: () => Promise<T>): Promise<T> {
  const model = await addModelFile(join(folder, modelFile));
  try {
    return await work();
  } finally {
    rmSync(model.path);
    rmSync(model.path.replace(/\.onnx$/, '.json'));
  }
}

function separateOnServer(
  request: APIRequestContext,
  modelFile: string,
): Promise<Record<StemName, Pcm>> {
  return withModelOnServer(modelFile, async () => {
    const accepted = await request.post('/api/separate', { data: Buffer.from(songFile.bytes) });
    expect(accepted.status()).toBe(202);
    const { id } = await accepted.json();
    const events = await (await request.get(`/api/separate/${id}/events`)).text();
    expect(events).toContain('"state":"done"');
    const stems: Partial<Record<StemName, Pcm>> = {};
    for (const stem of STEM_NAMES) {
      const file = await (await request.get(`/api/separate/${id}/${stem}`)).body();
      stems[stem] = (await decodeAudio(new Uint8Array(file), stem)).pcm;
    }
    expect((await request.get(`/api/separate/${id}`)).status()).toBe(404);
    return stems as Record<StemName, Pcm>;
  });
}

/** Chooses the server, adds the song, and reads the stems that the browser has stored. */
async function separateThroughServer(page: Page): Promise<Record<StemName, Pcm>> {
  await page.goto('/settings');
  await page.getByLabel('Stems by').selectOption('HTDemucs on the server');
  await expect(page.getByText(/on the server, to which your songs are sent/)).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('Songs go to this app’s server');
  return separatedSong(page);
}

/** @param stem by its place in the order of the models */
function stemsOf(stem: (index: number) => Pcm): Record<StemName, Pcm> {
  return { drums: stem(0), bass: stem(1), other: stem(2), vocals: stem(3) };
}

/** Takes the model from the disk, adds the song, and reads the stems that the browser has stored. */
async function separateOnPage(
  page: Page,
  modelFile: string,
  where: string,
): Promise<Record<StemName, Pcm>> {
  await page.goto('/settings');
  await page.getByLabel('Model file').setInputFiles(join(folder, modelFile));
  await expect(page.getByRole('list', { name: 'Models' })).toContainText(modelFile);
  await expect(page.getByText(new RegExp(`${modelFile}, the cleanest .* ${where}`))).toBeVisible();
  return separatedSong(page);
}

async function separatedSong(page: Page): Promise<Record<StemName, Pcm>> {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await dropFiles(page, [songFile]);
  await expect(songRow(page, 'Clicks')).toContainText('HTDemucs', { timeout: WORK_TIMEOUT_MS });
  const files = await page.evaluate(async (stems) => {
    const root = await navigator.storage.getDirectory();
    const songs = await root.getDirectoryHandle('songs');
    const entries: [string, string][] = [];
    for await (const id of songs.keys()) {
      const place = await songs.getDirectoryHandle(id);
      for (const stem of stems) {
        const file = await (await place.getFileHandle(stem)).getFile();
        const bytes = new Uint8Array(await file.arrayBuffer());
        let text = '';
        for (let at = 0; at < bytes.length; at += 32768) {
          text += String.fromCharCode(...bytes.subarray(at, at + 32768));
        }
        entries.push([stem, btoa(text)]);
      }
    }
    return entries;
  }, STEM_NAMES);
  return Object.fromEntries(
    files.map(([stem, text]) => [
      stem,
      unpackPcm(new Uint8Array(Buffer.from(text, 'base64')).buffer),
    ]),
  ) as Record<StemName, Pcm>;
}

/** A beat to analyse, and tones below 20 kHz on either side. */
function clicksAndTones(seconds: number): Pcm {
  const pcm = createSilence(seconds * 44_100);
  pcm.channels.forEach((channel, side) => {
    for (let i = 0; i < channel.length; i++) {
      const sinceBeat = i % 22_050;
      channel[i] =
        0.3 * Math.exp(-sinceBeat / 400) * Math.sin(sinceBeat * 0.3) +
        0.1 * Math.sin(i * (side === 0 ? 0.031 : 0.047)) +
        0.05 * Math.sin(i * 0.9);
    }
  });
  return pcm;
}

function filter(signal: Float32Array, taps: readonly number[]): Float32Array {
  return signal.map((_, i) =>
    taps.reduce((sum, tap, k) => sum + tap * (signal[i + k - (taps.length >> 1)] ?? 0), 0),
  );
}

function worstDifference(one: Record<StemName, Pcm>, other: Record<StemName, Pcm>): number {
  let worst = 0;
  for (const stem of STEM_NAMES) {
    one[stem].channels.forEach((channel, side) => {
      for (let i = EDGE_SAMPLES; i < channel.length - EDGE_SAMPLES; i++) {
        worst = Math.max(worst, Math.abs(channel[i] - other[stem].channels[side][i]));
      }
    });
  }
  return worst;
}
