/**
 * How much of the other stems separated stems hold, against the true ones. In every third of an octave and
 * half second an estimate is written as the nearest sum of the true stems; what of it is not the stem's own
 * has bled in. What no true stem explains is an artefact, and no bleed.
 * Source: the decomposition of E. Vincent et al., Performance measurement in blind audio source separation
 * (2006), in bands and short cells instead of filters, so that masks that change with time are seen.
 */
import { lengthSamples, type Pcm } from '@/lib/audio/pcm';
import { Stft } from '@/lib/audio/stft';
import { thirdOctaveEdges } from '@/lib/audio/third-octaves';
import { type Complex, solveHermitian } from './hermitian';

const FRAME_SIZE = 4096;
/** Frames of the transform that are passed over: half overlapping ones are enough to measure. */
const STEP = 2;
const HOP = FRAME_SIZE / 4;
const FRAME_SAMPLES = STEP * HOP;
/** Frames of a cell: half a second. */
const CELL_FRAMES = 11;
/** Added to each stem's energy in a cell, as a share of that of all: keeps silent stems out of the sums. */
const REGULARISATION = 1e-4;

/** What an estimate holds in a cell of time, as energies. */
export interface BleedCell {
  startSeconds: number;
  endSeconds: number;
  own: number;
  foreign: number;
}

/**
 * @param estimates of each true stem, in the order of `truths`; all of one length, and with as many channels
 * @returns the cells of each estimate
 */
export function measureCrossBleed(
  estimates: readonly Pcm[],
  truths: readonly Pcm[],
): BleedCell[][] {
  const [{ channels, sampleRateHz }] = truths;
  const stft = new Stft(FRAME_SIZE, HOP);
  const frames = Math.ceil(lengthSamples(truths[0]) / FRAME_SAMPLES);
  const edges = thirdOctaveEdges(sampleRateHz / FRAME_SIZE);
  const sounds = [...truths, ...estimates];
  const spectra = sounds.map(() => new Float32Array(CELL_FRAMES * 2 * stft.bins));
  const result: BleedCell[][] = estimates.map(() => []);
  for (let start = 0; start < frames; start += CELL_FRAMES) {
    const count = Math.min(CELL_FRAMES, frames - start);
    const cells = estimates.map(() => ({
      startSeconds: (start * FRAME_SAMPLES) / sampleRateHz,
      endSeconds: ((start + count) * FRAME_SAMPLES) / sampleRateHz,
      own: 0,
      foreign: 0,
    }));
    channels.forEach((_, c) => {
      sounds.forEach((sound, k) => {
        for (let frame = 0; frame < count; frame++) {
          const at = frame * 2 * stft.bins;
          const spectrum = spectra[k].subarray(at, at + 2 * stft.bins);
          stft.analyze(sound.channels[c], STEP * (start + frame), spectrum);
        }
      });
      for (let band = 0; band + 1 < edges.length; band++) {
        const range = { from: edges[band], to: edges[band + 1], count, bins: stft.bins };
        addBand(spectra, truths.length, range, cells);
      }
    });
    result.forEach((all, i) => {
      all.push(cells[i]);
    });
  }
  return result;
}

/**
 * The share of an estimate that is its own in a span of time, 0 to 1; null where it holds nothing of any
 * true stem.
 */
export function ownShare(
  cells: readonly BleedCell[],
  startSeconds = 0,
  endSeconds = Number.POSITIVE_INFINITY,
): number | null {
  let [own, foreign] = [0, 0];
  for (const cell of cells) {
    const middle = (cell.startSeconds + cell.endSeconds) / 2;
    if (middle < startSeconds || middle >= endSeconds) continue;
    own += cell.own;
    foreign += cell.foreign;
  }
  return own + foreign > 0 ? own / (own + foreign) : null;
}

interface Range {
  from: number;
  to: number;
  count: number;
  bins: number;
}

/** Adds the energies in one band of one cell; the first `stems` spectra are the true ones. */
function addBand(
  spectra: readonly Float32Array[],
  stems: number,
  range: Range,
  cells: readonly BleedCell[],
): void {
  const truths = spectra.slice(0, stems);
  const gram = truths.map((one) => truths.map((other) => product(one, other, range)));
  const total = gram.reduce((sum, row, i) => sum + row[i].re, 0);
  if (!(total > 0)) return;
  const matrix = gram.map((row, i) =>
    row.map(({ re, im }, j) => ({ re: i === j ? re + REGULARISATION * total : re, im })),
  );
  cells.forEach((cell, own) => {
    const estimate = spectra[stems + own];
    const right = truths.map((truth) => product(truth, estimate, range));
    const gains = solveHermitian(matrix, right);
    const others = gains.map((_, i) => i).filter((i) => i !== own);
    cell.own += energy(gram, gains, [own]);
    cell.foreign += energy(gram, gains, others);
  });
}

/** Energy of the sum of some stems, each with its gain. */
function energy(
  gram: readonly (readonly Complex[])[],
  gains: readonly Complex[],
  stems: readonly number[],
): number {
  let sum = 0;
  for (const i of stems) {
    for (const j of stems) {
      const re = gains[i].re * gains[j].re + gains[i].im * gains[j].im;
      const im = gains[i].re * gains[j].im - gains[i].im * gains[j].re;
      sum += gram[i][j].re * re - gram[i][j].im * im;
    }
  }
  return Math.max(0, sum);
}

/** Sum of conj(one) times other over a band of a cell. */
function product(one: Float32Array, other: Float32Array, { from, to, count, bins }: Range) {
  let [re, im] = [0, 0];
  for (let frame = 0; frame < count; frame++) {
    const offset = frame * 2 * bins;
    for (let i = offset + 2 * from; i < offset + 2 * to; i += 2) {
      re += one[i] * other[i] + one[i + 1] * other[i + 1];
      im += one[i] * other[i + 1] - one[i + 1] * other[i];
    }
  }
  return { re, im };
}
