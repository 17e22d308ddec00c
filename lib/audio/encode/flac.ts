/**
 * FLAC: the samples exactly, in about two thirds of the room. Fixed predictors and Rice codes; stereo as
 * left and right or as middle and side, whichever is smaller.
 * Source: RFC 9639, Free Lossless Audio Codec.
 */
import type { Random } from '@/lib/base/random';
import { lengthSamples, type Pcm } from '../pcm';
import { BitWriter } from './bit-writer';
import { quantize } from './quantize';
import { commentBlock, type SoundTags } from './sound-tags';

export interface FlacOptions {
  bitDepth: 16 | 24;
  tags?: SoundTags;
  /** Dither, for 16 bits. */
  random?: Random;
}

/** Samples a frame; its code in the frame header. */
const BLOCK = 4096;
const BLOCK_CODE = 0b1100;
/** The block size follows in 16 bits: the last frame. */
const BLOCK_CODE_OTHER = 0b0111;
const RATE_CODES: Readonly<Record<number, number>> = { 44100: 0b1001, 48000: 0b1010 };
/** The rate is that of the stream. */
const RATE_CODE_STREAM = 0;
const DEPTH_CODES = { 16: 0b100, 24: 0b110 } as const;
const MID_SIDE = 0b1010;
const MAX_ORDER = 4;
/** A block is parted into 2 to the power of this many runs with a Rice parameter of their own. */
const PARTITION_ORDER = 4;
const MAX_RICE_PARAMETER = 30;

/** A FLAC file in pieces. @throws RangeError for more than two channels */
export function* encodeFlacChunks(pcm: Pcm, options: FlacOptions): Generator<Uint8Array> {
  const { channels, sampleRateHz } = pcm;
  if (channels.length > 2) throw new RangeError('FLAC is written in mono or stereo here.');
  const samples = lengthSamples(pcm);
  const { bitDepth, random, tags } = options;
  yield streamHead(samples, channels.length, sampleRateHz, bitDepth, tags);
  for (let start = 0, frame = 0; start < samples; start += BLOCK, frame++) {
    const end = Math.min(start + BLOCK, samples);
    const integers = channels.map((channel) => quantize(channel, start, end, bitDepth, random));
    yield encodeFrame(integers, frame, sampleRateHz, bitDepth);
  }
}

function streamHead(
  samples: number,
  channels: number,
  sampleRateHz: number,
  bitDepth: number,
  tags: SoundTags | undefined,
): Uint8Array {
  const bits = new BitWriter();
  for (const letter of 'fLaC') bits.write(letter.charCodeAt(0), 8);
  writeBlockHead(bits, 0, 34, false);
  bits.write(BLOCK, 16);
  bits.write(BLOCK, 16);
  // Sizes of frames and the hash of the sound are not known beforehand: zeros say so.
  bits.write(0, 24);
  bits.write(0, 24);
  bits.write(sampleRateHz, 20);
  bits.write(channels - 1, 3);
  bits.write(bitDepth - 1, 5);
  bits.write(Math.floor(samples / 2 ** 32), 4);
  bits.write(samples >>> 0, 32);
  for (let i = 0; i < 4; i++) bits.write(0, 32);
  const comments = commentBlock(tags);
  writeBlockHead(bits, 4, comments.length, true);
  for (const byte of comments) bits.write(byte, 8);
  return bits.view();
}

function writeBlockHead(bits: BitWriter, type: number, bytes: number, isLast: boolean): void {
  bits.write(isLast ? 1 : 0, 1);
  bits.write(type, 7);
  bits.write(bytes, 24);
}

function encodeFrame(
  channels: readonly Int32Array[],
  frame: number,
  sampleRateHz: number,
  bitDepth: 16 | 24,
): Uint8Array {
  const bits = new BitWriter();
  const size = channels[0].length;
  const sides = channels.length === 2 ? midSide(channels[0], channels[1]) : null;
  const usesSides = sides !== null && cost(sides) < cost(channels);
  bits.write(0b11111111111110, 14);
  bits.write(0, 2);
  bits.write(size === BLOCK ? BLOCK_CODE : BLOCK_CODE_OTHER, 4);
  bits.write(RATE_CODES[sampleRateHz] ?? RATE_CODE_STREAM, 4);
  bits.write(usesSides ? MID_SIDE : channels.length - 1, 4);
  bits.write(DEPTH_CODES[bitDepth], 3);
  bits.write(0, 1);
  writeNumber(bits, frame);
  if (size !== BLOCK) bits.write(size - 1, 16);
  bits.write(crc(bits.view(), 8, 0x07), 8);
  if (usesSides && sides) {
    encodeSubframe(bits, sides[0], bitDepth);
    encodeSubframe(bits, sides[1], bitDepth + 1);
  } else {
    for (const channel of channels) encodeSubframe(bits, channel, bitDepth);
  }
  bits.align();
  bits.write(crc(bits.view(), 16, 0x8005), 16);
  return bits.view();
}

function midSide(left: Int32Array, right: Int32Array): [Int32Array, Int32Array] {
  const middle = left.map((sample, i) => (sample + right[i]) >> 1);
  return [middle, left.map((sample, i) => sample - right[i])];
}

/** Size of the second differences: what the channels will cost, up to a factor. */
function cost(channels: readonly Int32Array[]): number {
  let bits = 0;
  for (const channel of channels) {
    let sum = 1;
    for (let i = 2; i < channel.length; i++) {
      sum += Math.abs(channel[i] - 2 * channel[i - 1] + channel[i - 2]);
    }
    bits += Math.log2(sum);
  }
  return bits;
}

function encodeSubframe(bits: BitWriter, samples: Int32Array, bitDepth: number): void {
  bits.write(0, 1);
  if (samples.every((sample) => sample === samples[0])) {
    bits.write(0, 7);
    bits.write(samples[0], bitDepth);
    return;
  }
  const { order, residual } = bestPrediction(samples);
  bits.write(0b001000 | order, 6);
  bits.write(0, 1);
  for (let i = 0; i < order; i++) bits.write(samples[i], bitDepth);
  encodeResidual(bits, residual, order);
}

/** Differences of the order whose sum is smallest; the first `order` values are not used. */
function bestPrediction(samples: Int32Array): { order: number; residual: Int32Array } {
  const longest = Math.min(MAX_ORDER, samples.length - 1);
  let best = { order: 0, residual: samples };
  let least = Number.POSITIVE_INFINITY;
  let current = samples;
  for (let order = 0; order <= longest; order++) {
    if (order > 0) {
      const next = new Int32Array(samples.length);
      for (let i = order; i < next.length; i++) next[i] = current[i] - current[i - 1];
      current = next;
    }
    let sum = 0;
    for (let i = longest; i < current.length; i++) sum += Math.abs(current[i]);
    if (sum < least) {
      least = sum;
      best = { order, residual: current };
    }
  }
  return best;
}

function encodeResidual(bits: BitWriter, residual: Int32Array, order: number): void {
  const partitionOrder = residual.length === BLOCK ? PARTITION_ORDER : 0;
  const size = residual.length >> partitionOrder;
  bits.write(0b01, 2);
  bits.write(partitionOrder, 4);
  for (let start = 0; start < residual.length; start += size) {
    const from = Math.max(start, order);
    const to = start + size;
    const parameter = riceParameter(residual, from, to);
    bits.write(parameter, 5);
    for (let i = from; i < to; i++) {
      const folded = (residual[i] << 1) ^ (residual[i] >> 31);
      bits.writeUnary(folded >>> parameter);
      bits.write(folded, parameter);
    }
  }
}

/** The parameter under which values of this mean take the least room. */
function riceParameter(residual: Int32Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += Math.abs(residual[i]);
  const mean = (2 * sum) / Math.max(to - from, 1);
  const parameter = mean > 0 ? Math.round(Math.log2(mean * Math.LN2 + 1e-9)) : 0;
  return Math.min(Math.max(parameter, 0), MAX_RICE_PARAMETER);
}

/** A whole number as UTF-8 would write a letter of that number. */
function writeNumber(bits: BitWriter, value: number): void {
  if (value < 0x80) {
    bits.write(value, 8);
    return;
  }
  let followers = 1;
  while (value >= 2 ** (6 * followers + 6 - followers)) followers++;
  const head = (0xff << (7 - followers)) & 0xff;
  bits.write(head | (value >>> (6 * followers)), 8);
  for (let i = followers - 1; i >= 0; i--) bits.write(0x80 | ((value >>> (6 * i)) & 0x3f), 8);
}

const tables = new Map<number, Uint16Array>();

/** Cyclic redundancy check of 8 or 16 bits, starting at 0. */
function crc(bytes: Uint8Array, width: 8 | 16, polynomial: number): number {
  let table = tables.get(width);
  if (!table) {
    table = Uint16Array.from({ length: 256 }, (_, byte) => {
      let value = byte << (width - 8);
      for (let bit = 0; bit < 8; bit++) {
        const carries = (value >> (width - 1)) & 1;
        value = ((value << 1) ^ (carries ? polynomial : 0)) & (2 ** width - 1);
      }
      return value;
    });
    tables.set(width, table);
  }
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) ^ table[((value >> (width - 8)) ^ byte) & 0xff]) & (2 ** width - 1);
  }
  return value;
}
