/**
 * How an estimated source divides into its target, interference and artefacts: projections onto the
 * true sources under filters of 512 taps.
 * Source: Vincent, Gribonval and Févotte, "Performance Measurement in Blind Audio Source Separation",
 * IEEE Trans. Audio, Speech and Language Processing 14 (2006), section III.B.
 */
import { DelayGram } from './block-toeplitz';
import {
  addProduct,
  type BlockPlan,
  copyBlock,
  crossCorrelations,
  planBlocks,
  type Samples,
} from './correlations';

/** Length of the distortion filters that BSS Eval forgives. */
const FILTER_TAPS = 512;

/** A source as its channels, all equally long. */
export type SourceImage = readonly Samples[];

/** Energies of the parts of one estimate against one true source. */
export interface PartEnergies {
  /** The true source itself. */
  source: number;
  /** The part of the estimate that is the true source, filtered. */
  filteredSource: number;
  /** What the filtered source differs from the true one by. */
  spatial: number;
  interference: number;
  artefacts: number;
  /** Filtered source and interference together. */
  allSources: number;
  /** Interference and artefacts together. */
  notSource: number;
  /** All that the estimate differs from the true source by. */
  notImage: number;
}

/** A projection: for each output channel the spectrum of one filter by input channel. */
interface Projection {
  inputs: number[];
  filters: Float64Array[][];
}

/**
 * Energies of every asked pair of estimate and true source.
 * @param pairs for each estimate, the true sources to hold it against
 * @returns by estimate, in the order of its pairs
 */
export function decompose(
  references: readonly SourceImage[],
  estimates: readonly SourceImage[],
  pairs: readonly (readonly number[])[],
): PartEnergies[][] {
  const inputs = references.flat();
  const outputs = estimates.flat();
  const plan = planBlocks(inputs[0].length, FILTER_TAPS);
  const correlations = crossCorrelations(inputs, [...inputs, ...outputs], plan);
  const channels = references[0].length;
  const projectorOnto = (chosen: number[]) => {
    const gram = new DelayGram(chosen.map((i) => chosen.map((j) => correlations[i][j])));
    return (estimate: number): Projection => ({
      inputs: chosen,
      filters: Array.from({ length: channels }, (_, channel) => {
        const target = inputs.length + estimate * channels + channel;
        const filter = gram.solve(interleave(chosen.map((i) => correlations[i][target])));
        return filterSpectra(filter, chosen.length, plan);
      }),
    });
  };
  const ontoAll = projectorOnto(inputs.map((_, i) => i));
  const ontoOne = references.map((_, j) =>
    projectorOnto(Array.from({ length: channels }, (_, channel) => j * channels + channel)),
  );
  const all = estimates.map((_, e) => ontoAll(e));
  const single = pairs.map((sources, e) => sources.map((j) => ontoOne[j](e)));
  return measureParts(references, estimates, pairs, all, single, plan);
}

function interleave(rows: readonly Float64Array[]): Float64Array {
  const flat = new Float64Array(rows.length * FILTER_TAPS);
  rows.forEach((row, i) => {
    for (let tap = 0; tap < FILTER_TAPS; tap++) flat[tap * rows.length + i] = row[tap];
  });
  return flat;
}

function filterSpectra(filter: Float64Array, channels: number, { fft }: BlockPlan): Float64Array[] {
  const buffer = new Float64Array(fft.size);
  return Array.from({ length: channels }, (_, i) => {
    for (let tap = 0; tap < FILTER_TAPS; tap++) buffer[tap] = filter[tap * channels + i];
    const spectrum = new Float64Array(2 * fft.bins);
    fft.forward(buffer, spectrum);
    return spectrum;
  });
}

/** Filters block by block and sums up the energies; the projections last 511 samples longer. */
function measureParts(
  references: readonly SourceImage[],
  estimates: readonly SourceImage[],
  pairs: readonly (readonly number[])[],
  all: readonly Projection[],
  single: readonly (readonly Projection[])[],
  { fft, blockSamples }: BlockPlan,
): PartEnergies[][] {
  const inputs = references.flat();
  const channels = references[0].length;
  const energies = pairs.map((sources) => sources.map(noEnergies));
  const buffer = new Float64Array(fft.size);
  const sum = new Float64Array(2 * fft.bins);
  const onAll = new Float64Array(fft.size);
  const onOne = new Float64Array(fft.size);
  const spectra = inputs.map(() => new Float64Array(2 * fft.bins));
  const project = (
    { inputs: chosen, filters }: Projection,
    channel: number,
    into: Float64Array,
  ) => {
    sum.fill(0);
    chosen.forEach((input, i) => {
      addProduct(sum, filters[channel][i], spectra[input]);
    });
    fft.inverse(sum, into);
  };
  const overlap = FILTER_TAPS - 1;
  const length = inputs[0].length + overlap;
  for (let start = 0; start < length; start += blockSamples) {
    inputs.forEach((signal, i) => {
      copyBlock(signal, start - overlap, fft.size, buffer);
      fft.forward(buffer, spectra[i]);
    });
    const end = Math.min(blockSamples, length - start);
    estimates.forEach((estimate, e) => {
      for (let channel = 0; channel < channels; channel++) {
        project(all[e], channel, onAll);
        pairs[e].forEach((j, pair) => {
          project(single[e][pair], channel, onOne);
          const truth = references[j][channel];
          addEnergies(energies[e][pair], truth, estimate[channel], onOne, onAll, start, end);
        });
      }
    });
  }
  return energies;
}

function noEnergies(): PartEnergies {
  return {
    source: 0,
    filteredSource: 0,
    spatial: 0,
    interference: 0,
    artefacts: 0,
    allSources: 0,
    notSource: 0,
    notImage: 0,
  };
}

/** Adds one block of one channel; the projections' valid samples begin after the filters' overlap. */
function addEnergies(
  energies: PartEnergies,
  truth: Samples,
  estimate: Samples,
  onOne: Float64Array,
  onAll: Float64Array,
  start: number,
  count: number,
): void {
  const overlap = FILTER_TAPS - 1;
  for (let i = 0; i < count; i++) {
    const at = start + i;
    const s = at < truth.length ? truth[at] : 0;
    const e = at < estimate.length ? estimate[at] : 0;
    const one = onOne[i + overlap];
    const both = onAll[i + overlap];
    energies.source += s * s;
    energies.filteredSource += one * one;
    energies.spatial += (one - s) ** 2;
    energies.interference += (both - one) ** 2;
    energies.artefacts += (e - both) ** 2;
    energies.allSources += both * both;
    energies.notSource += (e - one) ** 2;
    energies.notImage += (e - s) ** 2;
  }
}
