import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
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

test('every way to run a model gives the same stems', async ({
  page,
  browser,
  baseURL,
  request,
}) => {
  const ways: Record<string, Record<StemName, Pcm>> = {
    'waveform by WASM': await separateOnPage(page, 'waveform.onnx', 'processor'),
    'waveform by the server': await separateOnServer('waveform.onnx'),
    'spectrum by WASM': await inNewContext(browser, (fresh) =>
      separateOnPage(fresh, 'spectrum.onnx', 'processor'),
    ),
    'spectrum by the server': await separateOnServer('spectrum.onnx'),
  };
  const withGpu = await chromium.launch({
    executablePath: process.env.SEGUE_CHROMIUM || undefined,
    args: SOFTWARE_GPU,
  });
  try {
    ways['spectrum by WebGPU'] = await inNewContext(withGpu, (fresh) =>
      separateOnPage(fresh, 'spectrum.onnx', 'graphics processor', async () => {
        // With nothing to fall back to it is the graphics processor or no network.
        await fresh.context().route('**/ort-wasm-simd-threaded.wasm', (route) => route.abort());
      }),
    );
  } finally {
    await withGpu.close();
  }

  const filtered = Object.fromEntries(
    (['drums', 'bass', 'other', 'vocals'] as const).map((stem, index) => [
      stem,
      { ...song, channels: song.channels.map((channel) => filter(channel, STEM_FILTERS[index])) },
    ]),
  ) as Record<StemName, Pcm>;
  expect(worstDifference(ways['waveform by WASM'], filtered)).toBeLessThan(SAME);
  expect(worstDifference(ways['waveform by the server'], filtered)).toBeLessThan(SAME);
  for (const way of ['spectrum by WASM', 'spectrum by WebGPU']) {
    expect(worstDifference(ways[way], ways['spectrum by the server']), way).toBeLessThan(SAME);
  }

  async function inNewContext<T>(where: Browser, work: (page: Page) => Promise<T>): Promise<T> {
    const context = await where.newContext({ baseURL });
    try {
      return await work(await context.newPage());
    } finally {
      await context.close();
    }
  }

  async function separateOnServer(modelFile: string): Promise<Record<StemName, Pcm>> {
    const model = await addModelFile(join(folder, modelFile));
    try {
      const accepted = await request.post('/api/separate', { data: Buffer.from(songFile.bytes) });
      expect(accepted.status()).toBe(202);
      const { id } = await accepted.json();
      const events = await (await request.get(`/api/separate/${id}/events`)).text();
      expect(events).toContain('"state":"done"');
      const stems = await Promise.all(
        STEM_NAMES.map(async (stem) => {
          const file = await (await request.get(`/api/separate/${id}/${stem}`)).body();
          return [stem, (await decodeAudio(new Uint8Array(file), stem)).pcm] as const;
        }),
      );
      expect((await request.get(`/api/separate/${id}`)).status()).toBe(404);
      return Object.fromEntries(stems) as Record<StemName, Pcm>;
    } finally {
      rmSync(model.path);
      rmSync(model.path.replace(/\.onnx$/, '.json'));
    }
  }
});

/** Takes the model from the disk, adds the song, and reads the stems that the browser has stored. */
async function separateOnPage(
  page: Page,
  modelFile: string,
  where: string,
  beforeAdding = async () => {},
): Promise<Record<StemName, Pcm>> {
  await page.goto('/settings');
  await page.getByLabel('Model file').setInputFiles(join(folder, modelFile));
  await expect(page.getByRole('list', { name: 'Models' })).toContainText(modelFile);
  await expect(page.getByText(new RegExp(`${modelFile}, the cleanest .* ${where}`))).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await beforeAdding();
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
