/**
 * The mean of a sound's channels, at its own rate or at a fraction of it, read stretch by stretch: a long
 * song is never copied as a whole.
 */
import { lengthSamples, type Pcm } from './pcm';

export interface MonoSignal {
  sampleRateHz: number;
  length: number;
  /** Fills `target` with the samples from `from` on (may be negative); beyond its ends the signal is silent. */
  read(from: number, target: Float32Array): void;
}

/** Samples that are read at a time where a whole signal is wanted. */
const BLOCK_SAMPLES = 2 ** 14;

/** Mean of the channels. */
export function monoSignal({ channels, sampleRateHz }: Pcm): MonoSignal {
  const length = lengthSamples({ channels, sampleRateHz });
  const [left, right = left] = channels;
  return {
    sampleRateHz,
    length,
    read(from, target) {
      const first = Math.min(target.length, Math.max(0, -from));
      const end = Math.max(first, Math.min(target.length, length - from));
      target.fill(0, 0, first);
      target.fill(0, end);
      average(
        left.subarray(from + first, from + end),
        right.subarray(from + first, from + end),
        target.subarray(first, end),
      );
    },
  };
}

function average(left: Float32Array, right: Float32Array, target: Float32Array): void {
  for (let i = 0; i < target.length; i++) target[i] = 0.5 * (left[i] + right[i]);
}

/**
 * Odd taps (1, 3, 5, 7, 9 samples from the middle) of a half-band low-pass: a Blackman-windowed sinc of 19
 * taps, flat to 0.18 of the old rate and 50 dB down from 0.32 of it; the even ones are zero, the middle 0.5.
 */
const HALF_BAND_REACH = 9;
const HALF_BAND = halfBandTaps(HALF_BAND_REACH);

function halfBandTaps(reach: number): readonly number[] {
  const taps: number[] = [];
  for (let n = 1; n <= reach; n += 2) {
    const turn = (Math.PI * n) / (reach + 1);
    const window = 0.42 + 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn);
    taps.push((Math.sin((Math.PI * n) / 2) / (Math.PI * n)) * window);
  }
  // The two sides and the middle sum to one.
  const sum = taps.reduce((a, b) => a + b);
  return taps.map((tap) => (tap * 0.25) / sum);
}

/** Half the sample rate, for signals whose top octave nobody looks at: sample i stands at sample 2 i of the whole. */
export function halved(signal: MonoSignal): MonoSignal {
  const source = new Float32Array(2 * BLOCK_SAMPLES + 2 * HALF_BAND_REACH);
  return {
    sampleRateHz: signal.sampleRateHz / 2,
    length: Math.ceil(signal.length / 2),
    read(from, target) {
      for (let at = 0; at < target.length; at += BLOCK_SAMPLES) {
        const block = target.subarray(at, at + BLOCK_SAMPLES);
        const needed = source.subarray(0, 2 * block.length + 2 * HALF_BAND_REACH);
        signal.read(2 * (from + at) - HALF_BAND_REACH, needed);
        halve(needed, block);
      }
    },
  };
}

/** Sample i of the output stands at sample 2 i + {@link HALF_BAND_REACH} of the input. */
function halve(input: Float32Array, output: Float32Array): void {
  const [a, b, c, d, e] = HALF_BAND;
  for (let i = 0, m = HALF_BAND_REACH; i < output.length; i++, m += 2) {
    output[i] =
      0.5 * input[m] +
      a * (input[m - 1] + input[m + 1]) +
      b * (input[m - 3] + input[m + 3]) +
      c * (input[m - 5] + input[m + 5]) +
      d * (input[m - 7] + input[m + 7]) +
      e * (input[m - 9] + input[m + 9]);
  }
}

/** Calls `visit` with one stretch after the other; each is overwritten by the next. */
export function forEachBlock(
  signal: MonoSignal,
  visit: (block: Float32Array, from: number) => void,
): void {
  const buffer = new Float32Array(Math.min(signal.length, BLOCK_SAMPLES));
  for (let from = 0; from < signal.length; from += buffer.length) {
    const block = buffer.subarray(0, Math.min(buffer.length, signal.length - from));
    signal.read(from, block);
    visit(block, from);
  }
}

/** The whole signal; for low rates. */
export function readAll(signal: MonoSignal): Float32Array {
  const samples = new Float32Array(signal.length);
  signal.read(0, samples);
  return samples;
}
