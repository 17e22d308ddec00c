/** Rubber Band in WebAssembly, to be compared with: part of the bench, not of the product. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { RubberBandInterface, RubberBandOption } from 'rubberband-wasm';
import { createSilence, lengthSamples, type Pcm } from '@/lib/audio/pcm';

export type RubberBandEngine = 'R2' | 'R3';

const BLOCK = 1024;

let loading: Promise<RubberBandInterface> | undefined;

async function load(): Promise<RubberBandInterface> {
  const path = createRequire(import.meta.url).resolve('rubberband-wasm/dist/rubberband.wasm');
  return RubberBandInterface.initialize(await WebAssembly.compile(await readFile(path)));
}

/** The whole sound at a ratio of output to input length, offline: studied first, then processed. */
export async function rubberBand(pcm: Pcm, ratio: number, engine: RubberBandEngine): Promise<Pcm> {
  loading ??= load();
  const api = await loading;
  const channels = pcm.channels.length;
  const options =
    RubberBandOption.RubberBandOptionProcessOffline |
    RubberBandOption.RubberBandOptionChannelsTogether |
    RubberBandOption.RubberBandOptionThreadingNever |
    (engine === 'R3' ? RubberBandOption.RubberBandOptionEngineFiner : 0);
  const state = api.rubberband_new(pcm.sampleRateHz, channels, options, ratio, 1);
  const pointers = api.malloc(4 * channels);
  const buffers = pcm.channels.map((_, channel) => {
    const buffer = api.malloc(4 * BLOCK);
    api.memWritePtr(pointers + 4 * channel, buffer);
    return buffer;
  });
  const length = lengthSamples(pcm);
  const result = createSilence(Math.round(length * ratio), channels, pcm.sampleRateHz);
  let written = 0;
  const feed = (take: typeof api.rubberband_process, onBlock: () => void) => {
    for (let start = 0; start < length; start += BLOCK) {
      const end = Math.min(start + BLOCK, length);
      buffers.forEach((buffer, channel) => {
        api.memWrite(buffer, pcm.channels[channel].subarray(start, end));
      });
      take.call(api, state, pointers, end - start, end === length ? 1 : 0);
      onBlock();
    }
  };
  const retrieve = () => {
    for (let ready = api.rubberband_available(state); ready > 0; ) {
      const count = api.rubberband_retrieve(state, pointers, Math.min(ready, BLOCK));
      buffers.forEach((buffer, channel) => {
        const room = Math.max(result.channels[channel].length - written, 0);
        const samples = api.memReadF32(buffer, Math.min(count, room));
        result.channels[channel].set(samples, Math.min(written, result.channels[channel].length));
      });
      written += count;
      ready = api.rubberband_available(state);
    }
  };
  api.rubberband_set_expected_input_duration(state, length);
  feed(api.rubberband_study, () => undefined);
  feed(api.rubberband_process, retrieve);
  retrieve();
  for (const buffer of buffers) api.free(buffer);
  api.free(pointers);
  api.rubberband_delete(state);
  return result;
}
