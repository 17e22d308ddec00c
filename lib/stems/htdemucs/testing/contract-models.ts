/**
 * Tiny models with the inputs and outputs of HTDemucs exports whose answer is known: fixed filters in place
 * of a network. They prove the way around the network without anybody's weights.
 */
import { type OnnxGraph, type Tensor, writeModel } from '@/lib/onnx/write/write-model';

/** As the published networks have it. */
export const SEGMENT_SAMPLES = 343980;
const BINS = 2048;
const STEMS = 4;
const OPSETS = { '': 13 };

/**
 * Filters of the waveform models by the model's stems (drums, bass, other, vocals): taps that sum to a
 * single one, so that the stems sum to the mix.
 */
export const STEM_FILTERS: readonly (readonly number[])[] = [
  [-0.25, 0, 0.5, 0, -0.25],
  [0.1, 0.1, 0.1, 0.1, 0.1],
  [0.15, 0.3, -0.1, 0.3, 0.15],
  [0, -0.4, 0.5, -0.4, 0],
];

/** First and last bin (exclusive) of each stem of the spectral models; together they are all bins. */
export const STEM_BANDS: readonly (readonly [number, number])[] = [
  [700, BINS],
  [0, 20],
  [20, 60],
  [60, 700],
];

/** Of the mix, in the waveform branch of the spectral models: what adding the two branches must show. */
export const WAVEFORM_BRANCH_GAIN = 0.125;

const mix = (samples: number) => ({ name: 'mix', type: 'float32', dims: [1, 2, samples] }) as const;
const spectrogram = (samples: number) =>
  ({ name: 'mag', type: 'float32', dims: [1, 4, BINS, frames(samples)] }) as const;

/** Waveform in, waveforms out: [1, 2, samples] → [1, 4, 2, samples]. */
export function waveformModel(samples = SEGMENT_SAMPLES): Uint8Array {
  const taps = STEM_FILTERS[0].length;
  const graph: OnnxGraph = {
    name: 'htdemucs-contract-waveform',
    inputs: [mix(samples)],
    outputs: [{ name: 'stems', type: 'float32', dims: [1, STEMS, 2, samples] }],
    initializers: {
      filters: {
        type: 'float32',
        dims: [2 * STEMS, 1, taps],
        values: [...STEM_FILTERS, ...STEM_FILTERS].flat(),
      },
      bySide: integers([1, 2, STEMS, samples]),
    },
    nodes: [
      {
        operator: 'Conv',
        inputs: ['mix', 'filters'],
        outputs: ['filtered'],
        attributes: { group: { int: 2 }, pads: { ints: [taps >> 1, taps >> 1] } },
      },
      { operator: 'Reshape', inputs: ['filtered', 'bySide'], outputs: ['sides'] },
      {
        operator: 'Transpose',
        inputs: ['sides'],
        outputs: ['stems'],
        attributes: { perm: { ints: [0, 2, 1, 3] } },
      },
    ],
    opsets: OPSETS,
  };
  return writeModel(graph);
}

/** Waveform and spectrogram in, spectra and waveforms out. */
export function spectrumModel(samples = SEGMENT_SAMPLES): Uint8Array {
  return writeModel({
    name: 'htdemucs-contract-spectrum',
    inputs: [mix(samples), spectrogram(samples)],
    outputs: [
      { name: 'spectra', type: 'float32', dims: [1, STEMS, 4, BINS, frames(samples)] },
      { name: 'waves', type: 'float32', dims: [1, STEMS, 2, samples] },
    ],
    initializers: {
      bands: { type: 'float32', dims: [1, STEMS, 1, BINS, 1], values: bandGains() },
      branch: {
        type: 'float32',
        dims: [1, STEMS, 1, 1],
        values: new Array(STEMS).fill(WAVEFORM_BRANCH_GAIN),
      },
      first: integers([1]),
    },
    nodes: [
      { operator: 'Unsqueeze', inputs: ['mag', 'first'], outputs: ['spectrum'] },
      { operator: 'Mul', inputs: ['spectrum', 'bands'], outputs: ['spectra'] },
      { operator: 'Unsqueeze', inputs: ['mix', 'first'], outputs: ['wave'] },
      { operator: 'Mul', inputs: ['wave', 'branch'], outputs: ['waves'] },
    ],
    opsets: OPSETS,
  });
}

/** Waveform and spectrogram in, gains for the spectrogram out. */
export function maskModel(samples = SEGMENT_SAMPLES): Uint8Array {
  return writeModel({
    name: 'htdemucs-contract-mask',
    inputs: [mix(samples), spectrogram(samples)],
    outputs: [{ name: 'mask', type: 'float32', dims: [1, STEMS, 2, BINS, frames(samples)] }],
    initializers: {
      bands: { type: 'float32', dims: [1, STEMS, 1, BINS, 1], values: bandGains() },
      shape: integers([1, STEMS, 2, BINS, frames(samples)]),
    },
    nodes: [{ operator: 'Expand', inputs: ['bands', 'shape'], outputs: ['mask'] }],
    opsets: OPSETS,
  });
}

/** Of the right form, but 0 divided by 0. */
export function invalidNumbersModel(samples = SEGMENT_SAMPLES): Uint8Array {
  return writeModel({
    name: 'htdemucs-contract-invalid-numbers',
    inputs: [mix(samples)],
    outputs: [{ name: 'stems', type: 'float32', dims: [1, STEMS, 2, samples] }],
    initializers: {
      zeros: { type: 'float32', dims: [1, STEMS, 1, 1], values: new Array(STEMS).fill(0) },
      first: integers([1]),
    },
    nodes: [
      { operator: 'Unsqueeze', inputs: ['mix', 'first'], outputs: ['wave'] },
      { operator: 'Mul', inputs: ['wave', 'zeros'], outputs: ['silence'] },
      { operator: 'Div', inputs: ['silence', 'silence'], outputs: ['stems'] },
    ],
    opsets: OPSETS,
  });
}

function bandGains(): Float32Array {
  const gains = new Float32Array(STEMS * BINS);
  STEM_BANDS.forEach(([from, to], stem) => {
    gains.fill(1, stem * BINS + from, stem * BINS + to);
  });
  return gains;
}

/** A frame every 1024 samples. */
function frames(samples: number): number {
  return Math.ceil(samples / 1024);
}

function integers(values: readonly number[]): Tensor {
  return { type: 'int64', dims: [values.length], values };
}
