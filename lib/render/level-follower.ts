/** Following the level of one bus so that another can give way to it. */
import { isSilent, type Pcm } from '@/lib/audio/pcm';

/** Samples a value of a control signal: 1.5 ms. */
export const CONTROL_BLOCK = 64;

/** Mean power of all channels by control block. */
export function blockPower({ channels }: Pcm): Float32Array {
  const { length } = channels[0];
  const power = new Float32Array(Math.ceil(length / CONTROL_BLOCK));
  for (const channel of channels) {
    for (let block = 0, start = 0; block < power.length; block++, start += CONTROL_BLOCK) {
      const end = Math.min(start + CONTROL_BLOCK, length);
      if (isSilent(channel, start, end)) continue;
      // Two sums, which do not wait for one another.
      let even = 0;
      let odd = 0;
      let i = start;
      for (; i + 1 < end; i += 2) {
        even += channel[i] * channel[i];
        odd += channel[i + 1] * channel[i + 1];
      }
      if (i < end) even += channel[i] * channel[i];
      power[block] += (even + odd) / (channels.length * (end - start));
    }
  }
  return power;
}

/** One-pole smoothing in place with its own time constants for rise and fall. */
export function smooth(
  control: Float32Array,
  sampleRateHz: number,
  attackSeconds: number,
  releaseSeconds: number,
): void {
  const blockSeconds = CONTROL_BLOCK / sampleRateHz;
  const attack = 1 - Math.exp(-blockSeconds / attackSeconds);
  const release = 1 - Math.exp(-blockSeconds / releaseSeconds);
  let value = control[0];
  for (let i = 0; i < control.length; i++) {
    value += (control[i] - value) * (control[i] > value ? attack : release);
    control[i] = value;
  }
}

/** The value under which the given share of the values above zero lies; 0 where none is. */
export function percentileOfPositive(values: Float32Array | Float64Array, share: number): number {
  const positive = values.filter((value) => value > 0);
  if (positive.length === 0) return 0;
  return ranked(positive, Math.floor((positive.length - 1) * share));
}

/**
 * The value of a rank, from 0 on; changes the order of the values.
 * Source: C. A. R. Hoare, Algorithm 65: Find (1961).
 */
function ranked(values: Float32Array | Float64Array, rank: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[rank];
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const value = values[i];
      values[i++] = values[j];
      values[j--] = value;
    }
    if (j < rank) low = i;
    if (i > rank) high = j;
  }
  return values[rank];
}

/** Calls back for each block with the control's value there and at the block's end. */
export function forEachBlock(
  control: Float32Array,
  lengthSamples: number,
  use: (start: number, end: number, from: number, to: number) => void,
): void {
  for (let block = 0; block < control.length; block++) {
    const start = block * CONTROL_BLOCK;
    const end = Math.min(start + CONTROL_BLOCK, lengthSamples);
    use(start, end, control[block], control[Math.min(block + 1, control.length - 1)]);
  }
}
