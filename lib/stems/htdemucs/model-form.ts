/**
 * What an HTDemucs export takes and gives, read from its own inputs and outputs. Two forms are in use: the
 * waveform alone, or the waveform with a spectrogram that is made outside, which gives back spectra (or a
 * mask for the mix's) beside or instead of waveforms.
 */
import { SegueError } from '@/lib/base/errors';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { OnnxModel, TensorDescription } from '@/lib/onnx/model';
import { MIN_SEGMENT_SAMPLES } from './chunk-plan';
import { SPECTRUM_BINS, SPECTRUM_PLANES, spectrumFrames } from './spectral-transform';

/** How a model gives its spectral branch. */
export type SpectralOutput = {
  name: string;
  /** Complex spectra [1, stems, 4, 2048, frames], or gains for the mix's [1, stems, 2, 2048, frames]. */
  kind: 'spectrum' | 'mask';
};

export interface ModelForm {
  segmentSamples: number;
  waveformInput: string;
  spectrogramInput: string | null;
  waveformOutput: string | null;
  spectralOutput: SpectralOutput | null;
  /** Which of our stems each of the model's goes to, in its order. */
  stems: readonly StemName[];
}

/** What HTDemucs was trained on: 7.8 s at 44.1 kHz. Where a model leaves the length open it gets this. */
const TRAINED_SEGMENT_SAMPLES = 343980;

/** Orders of the published networks by their number of stems. */
const PUBLISHED_ORDERS: Readonly<Record<number, readonly string[]>> = {
  4: ['drums', 'bass', 'other', 'vocals'],
  6: ['drums', 'bass', 'other', 'vocals', 'guitar', 'piano'],
};

type Description = Pick<OnnxModel, 'inputs' | 'outputs'>;

/**
 * @param stemOrder as the model's registry entry names it; the published networks' own if left out. Stems
 *   beyond our four (guitar, piano) are summed into `other`
 * @throws SegueError `model-unusable` where this is no such model
 */
export function readModelForm(
  { inputs, outputs }: Description,
  stemOrder?: readonly string[],
): ModelForm {
  const waveform = inputs.find(({ dims }) => dims.length === 3 && fits(dims[1], 2));
  const spectrogram = inputs.find(({ dims }) => dims.length === 4);
  const known = [waveform, spectrogram].filter((input) => input !== undefined);
  if (!waveform || known.length !== inputs.length) throw notHtdemucs(inputs, outputs);
  const length = waveform.dims[2];
  const segmentSamples = typeof length === 'number' ? length : TRAINED_SEGMENT_SAMPLES;
  if (segmentSamples < MIN_SEGMENT_SAMPLES) throw notHtdemucs(inputs, outputs);
  const frames = spectrumFrames(segmentSamples);
  if (spectrogram && !hasShape(spectrogram, [1, SPECTRUM_PLANES, SPECTRUM_BINS, frames])) {
    throw notHtdemucs(inputs, outputs);
  }
  const waves = outputs.find(({ dims }) => dims.length === 4 && fits(dims[2], 2));
  const spectral = spectrogram && outputs.find(({ dims }) => dims.length === 5);
  const anyOutput = waves ?? spectral;
  if (!anyOutput) throw notHtdemucs(inputs, outputs);
  const count = anyOutput.dims[1];
  const order = stemOrder ?? PUBLISHED_ORDERS[typeof count === 'number' ? count : 4];
  if (!order || !fits(count, order.length)) throw notHtdemucs(inputs, outputs);
  const kind = spectral && fits(spectral.dims[2], SPECTRUM_PLANES) ? 'spectrum' : 'mask';
  const planes = kind === 'spectrum' ? SPECTRUM_PLANES : SPECTRUM_PLANES / 2;
  if (spectral && !hasShape(spectral, [1, order.length, planes, SPECTRUM_BINS, frames])) {
    throw notHtdemucs(inputs, outputs);
  }
  if (waves && !hasShape(waves, [1, order.length, 2, segmentSamples])) {
    throw notHtdemucs(inputs, outputs);
  }
  for (const { type } of [
    ...known,
    ...[waves, spectral].filter((output) => output !== undefined),
  ]) {
    if (type !== 'float32') throw wrongPrecision(type);
  }
  return {
    segmentSamples,
    waveformInput: waveform.name,
    spectrogramInput: spectrogram?.name ?? null,
    waveformOutput: waves?.name ?? null,
    spectralOutput: spectral ? { name: spectral.name, kind } : null,
    stems: order.map(toStemName),
  };
}

function toStemName(name: string): StemName {
  return STEM_NAMES.find((stem) => stem === name) ?? 'other';
}

/** Whether a dimension has this size, or is left open. */
function fits(dimension: number | string | undefined, size: number): boolean {
  return dimension === size || typeof dimension === 'string';
}

function hasShape({ dims }: TensorDescription, shape: readonly number[]): boolean {
  return dims.length === shape.length && shape.every((size, axis) => fits(dims[axis], size));
}

function notHtdemucs(
  inputs: readonly TensorDescription[],
  outputs: readonly TensorDescription[],
): SegueError {
  const list = (all: readonly TensorDescription[]) =>
    all.map(({ name, dims }) => `${name} [${dims.join(', ')}]`).join(' and ') || 'nothing';
  return new SegueError(
    'model-unusable',
    `This model is not an HTDemucs export: it takes ${list(inputs)} and gives ${list(outputs)}. Choose one that takes a waveform [1, 2, ${TRAINED_SEGMENT_SAMPLES}], alone or with a spectrogram [1, 4, 2048, 336].`,
  );
}

function wrongPrecision(type: string): SegueError {
  return new SegueError(
    'model-unusable',
    `This model takes or gives numbers of the type ${type}. Choose an export whose inputs and outputs are 32-bit floats; its weights may be smaller.`,
  );
}
