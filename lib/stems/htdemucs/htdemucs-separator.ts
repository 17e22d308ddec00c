/**
 * HTDemucs: a network that takes songs apart (S. Rouard, F. Massa, A. Défossez, ICASSP 2023). This is all
 * around the network, the same for every host; the network itself is a model that the host has loaded.
 */
import { lengthSamples, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { createRandom } from '@/lib/base/random';
import { STEM_NAMES } from '@/lib/music/stem-names';
import type { OnnxModel } from '@/lib/onnx/model';
import type { ClockMs, Separator } from '../separator';
import type { Stems } from '../stems';
import { chunkFade, planChunks, readChunk } from './chunk-plan';
import { type Level, measureLevel } from './mix-level';
import { type ModelForm, readModelForm } from './model-form';
import { ChunkSeparator } from './separate-chunk';

/** A model and what is known of it. */
export interface HtdemucsModel {
  name: string;
  sha256: string | null;
  /** Names of the model's stems in its order; the published networks' own if left out. */
  stemOrder?: readonly string[];
  /** Loads it; released after each song. @throws SegueError `model-unusable` */
  open(options: TaskOptions): Promise<OnnxModel>;
}

export interface HtdemucsOptions {
  /** Further passes with the chunks elsewhere; each costs as much time again. None by default. */
  shifts?: number;
  /** Where the shifts go. */
  seed?: number;
}

/** Loading takes as long as a few chunks. */
const LOADED_AT = 0.03;

export function createHtdemucsSeparator(
  model: HtdemucsModel,
  clockMs: ClockMs,
  { shifts = 0, seed = 0 }: HtdemucsOptions = {},
): Separator {
  return {
    engine: 'htdemucs',
    async separate(mix, options = {}) {
      const startedMs = clockMs();
      throwIfAborted(options.signal);
      options.onProgress?.({ step: 'Loading the model', fraction: 0 });
      const network = await model.open(options);
      try {
        const form = readModelForm(network, model.stemOrder);
        const stems = await separateWith(new ChunkSeparator(network, form), form, mix, {
          ...options,
          shifts,
          seed,
        });
        return {
          stems,
          report: {
            engine: 'htdemucs',
            modelName: model.name,
            modelSha256: model.sha256,
            seconds: (clockMs() - startedMs) / 1000,
            stemQuality: null,
            fallbackReason: null,
          },
        };
      } finally {
        await network.release();
      }
    },
  };
}

async function separateWith(
  chunks: ChunkSeparator,
  form: ModelForm,
  mix: Pcm,
  { signal, onProgress, shifts, seed }: TaskOptions & Required<HtdemucsOptions>,
): Promise<Stems> {
  if (mix.sampleRateHz !== SAMPLE_RATE_HZ) {
    throw new RangeError(`HTDemucs hears ${SAMPLE_RATE_HZ} Hz, not ${mix.sampleRateHz}`);
  }
  const stems = silentStems(mix);
  const level = measureLevel(mix);
  // In silence there is nothing to scale, and nothing to take apart.
  if (level.deviation === 0) return stems;
  const { segmentSamples } = form;
  const plan = planChunks(lengthSamples(mix), segmentSamples, {
    shifts,
    random: createRandom(seed),
  });
  for (const [index, start] of plan.starts.entries()) {
    throwIfAborted(signal);
    const fraction = LOADED_AT + ((1 - LOADED_AT) * index) / plan.starts.length;
    onProgress?.({ step: 'Separating the stems', fraction });
    await breathe();
    const waves = await chunks.separate(chunkOf(mix, level, start, segmentSamples));
    addChunk(stems, form, waves, start, chunkFade(plan, index), level);
  }
  throwIfAborted(signal);
  onProgress?.({ step: 'Separating the stems', fraction: 1 });
  return stems;
}

/** Two channels at the level that the network was trained at; a single one goes to both. */
function chunkOf(
  { channels }: Pcm,
  { mean, deviation }: Level,
  start: number,
  segmentSamples: number,
): Float32Array {
  const chunk = new Float32Array(2 * segmentSamples);
  for (let side = 0; side < 2; side++) {
    const offset = side * segmentSamples;
    readChunk(channels[Math.min(side, channels.length - 1)], start, chunk, offset, segmentSamples);
  }
  for (let i = 0; i < chunk.length; i++) chunk[i] = (chunk[i] - mean) / deviation;
  return chunk;
}

/** Adds a chunk's stems at the song's own level; both sides to the one channel where there is only one. */
function addChunk(
  stems: Stems,
  { segmentSamples, stems: order }: ModelForm,
  waves: Float32Array,
  start: number,
  fade: Float32Array,
  { mean, deviation }: Level,
): void {
  order.forEach((stem, index) => {
    const { channels } = stems[stem];
    const share = channels.length / 2;
    for (let side = 0; side < 2; side++) {
      const channel = channels[Math.min(side, channels.length - 1)];
      const offset = (2 * index + side) * segmentSamples;
      const from = Math.max(0, -start);
      const to = Math.min(segmentSamples, channel.length - start);
      for (let i = from; i < to; i++) {
        channel[start + i] += share * fade[i] * (waves[offset + i] * deviation + mean);
      }
    }
  });
}

function silentStems({ sampleRateHz, channels }: Pcm): Stems {
  return Object.fromEntries(
    STEM_NAMES.map((stem) => [
      stem,
      { sampleRateHz, channels: channels.map(({ length }) => new Float32Array(length)) },
    ]),
  ) as Stems;
}
