import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSilence, type Pcm } from '@/lib/audio/pcm';
import { createRandom } from '@/lib/base/random';
import { STEM_NAMES } from '@/lib/music/stem-names';
import { doublingModel } from '@/lib/onnx/self-test';
import { configureOnnx, loadOnnxModel } from '@/lib/onnx/session';
import { createHtdemucsSeparator } from '@/lib/stems/htdemucs/htdemucs-separator';
import {
  invalidNumbersModel,
  spectrumModel,
  waveformModel,
} from '@/lib/stems/htdemucs/testing/contract-models';
import type { Stems } from '@/lib/stems/stems';
import { addModelFile, describeModelFile } from './add-model';
import { listModelFiles } from './model-files';
import { htdemucsInNode } from './separators';

/** Shorter than the published networks' chunks, for speed. */
const CHUNK_SAMPLES = 60_000;

let folder: string;
const path = (name: string) => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'segue-models-'));
  const waveform = waveformModel(CHUNK_SAMPLES);
  writeFileSync(path('waveform.onnx'), waveform);
  writeFileSync(path('spectrum.onnx'), spectrumModel(CHUNK_SAMPLES));
  writeFileSync(path('nan.onnx'), invalidNumbersModel(CHUNK_SAMPLES));
  writeFileSync(path('other.onnx'), doublingModel());
  writeFileSync(path('truncated.onnx'), waveform.subarray(0, waveform.length / 2));
  writeFileSync(path('text.onnx'), 'This is not a model.\n'.repeat(100));
  writeFileSync(path('empty.onnx'), '');
  configureOnnx({ files: null, threads: 1 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function noise(): Pcm {
  const random = createRandom(3);
  const pcm = createSilence(100_000);
  for (const channel of pcm.channels) {
    for (let i = 0; i < channel.length; i++) channel[i] = 0.1 * random.normal();
  }
  return pcm;
}

function worstDifference(one: Stems, other: Stems): number {
  let worst = 0;
  for (const stem of STEM_NAMES) {
    one[stem].channels.forEach((channel, c) => {
      channel.forEach((x, i) => {
        worst = Math.max(worst, Math.abs(x - other[stem].channels[c][i]));
      });
    });
  }
  return worst;
}

describe('models in Node', () => {
  it.each(['waveform.onnx', 'spectrum.onnx'])(
    '%s gives the same stems natively and by WASM',
    async (name) => {
      const model = await describeModelFile(path(name));
      const native = await htdemucsInNode(model).separate(noise());
      expect(native.report).toMatchObject({
        engine: 'htdemucs',
        modelName: name,
        modelSha256: model.sha256,
        fallbackReason: null,
      });
      const wasm = createHtdemucsSeparator(
        { name, sha256: null, open: () => loadOnnxModel(readFileSync(path(name))) },
        () => 0,
      );
      const { stems } = await wasm.separate(noise());
      expect(worstDifference(native.stems, stems)).toBeLessThan(1e-3);
    },
  );

  it.each([
    ['text.onnx', /"text\.onnx" cannot be opened as an ONNX model/],
    ['empty.onnx', /"empty\.onnx" cannot be opened/],
    ['truncated.onnx', /"truncated\.onnx" cannot be opened .* cut off/],
    ['other.onnx', /not an HTDemucs export: it takes x \[4\]/],
  ])('%s is refused with a sentence before it is kept', async (name, sentence) => {
    const refusal = { code: 'model-unusable', message: expect.stringMatching(sentence) };
    await expect(addModelFile(path(name), path('kept'))).rejects.toMatchObject(refusal);
    expect(await listModelFiles(path('kept'))).toEqual([]);
  });

  it('says why the quick split does what a model cannot', async () => {
    const model = await describeModelFile(path('nan.onnx'));
    const { report } = await htdemucsInNode(model).separate(noise());
    expect(report.engine).toBe('quick');
    expect(report.fallbackReason).toMatch(/invalid numbers/);
  });

  it('keeps a model and finds it again', async () => {
    const kept = path('library');
    const added = await addModelFile(path('waveform.onnx'), kept);
    expect(await listModelFiles(kept)).toEqual([added]);
    expect(readFileSync(added.path)).toEqual(readFileSync(path('waveform.onnx')));
    // Cut off behind our back: as good as none.
    writeFileSync(added.path, 'x');
    expect(await listModelFiles(kept)).toEqual([]);
  });
});
