/**
 * Sound as it is kept: planar samples behind a header of 32 bytes. Stems are kept as 16-bit integers
 * scaled to their own peak, half the size of floats with 96 dB below that peak, so that nothing beyond
 * full scale is clipped; a finished remix is kept as floats, exactly as it was rendered.
 */
import { lengthSamples, type Pcm } from '@/lib/audio/pcm';
import { SegueError } from '@/lib/base/errors';

export type SampleEncoding = 'int16' | 'float32';

const MAGIC = 0x4d435053; // "SPCM" read as little-endian
const VERSION = 1;
export const HEADER_BYTES = 32;
const INT16_MAX = 32767;
const ENCODINGS: readonly SampleEncoding[] = ['int16', 'float32'];
const BYTES_PER_SAMPLE: Record<SampleEncoding, number> = { int16: 2, float32: 4 };

/** Byte offsets of the header's fields, all little-endian. */
const FIELD = { magic: 0, version: 4, encoding: 5, channels: 6, rate: 8, samples: 12, scale: 16 };

/** Samples that are packed at a time: a long song is never there twice. */
const PIECE_SAMPLES = 1 << 20;

/** Packs a sound in pieces as they are asked for: the header, then each channel's samples. */
export function* packPcm(pcm: Pcm, encoding: SampleEncoding): Generator<Uint8Array> {
  const samples = lengthSamples(pcm);
  const scale = encoding === 'int16' ? peak(pcm) || 1 : 1;
  const header = new DataView(new ArrayBuffer(HEADER_BYTES));
  header.setUint32(FIELD.magic, MAGIC, true);
  header.setUint8(FIELD.version, VERSION);
  header.setUint8(FIELD.encoding, ENCODINGS.indexOf(encoding));
  header.setUint16(FIELD.channels, pcm.channels.length, true);
  header.setUint32(FIELD.rate, pcm.sampleRateHz, true);
  header.setUint32(FIELD.samples, samples, true);
  header.setFloat32(FIELD.scale, scale, true);
  yield new Uint8Array(header.buffer);
  for (const channel of pcm.channels) {
    for (let from = 0; from < samples; from += PIECE_SAMPLES) {
      const piece = channel.subarray(from, Math.min(samples, from + PIECE_SAMPLES));
      yield encoding === 'int16' ? packInt16(piece, scale) : bytesOf(piece);
    }
  }
}

/** What a packed sound says of itself. */
export interface PackedHeader {
  encoding: SampleEncoding;
  sampleRateHz: number;
  channels: number;
  /** Of one channel. */
  samples: number;
  scale: number;
}

/**
 * @param bytes at least the first {@link HEADER_BYTES}
 * @throws SegueError `storage-unavailable` where they do not begin a packed sound
 */
export function readHeader(bytes: ArrayBuffer): PackedHeader {
  if (bytes.byteLength < HEADER_BYTES) throw damaged();
  const header = new DataView(bytes);
  const encoding = ENCODINGS[header.getUint8(FIELD.encoding)];
  if (
    header.getUint32(FIELD.magic, true) !== MAGIC ||
    header.getUint8(FIELD.version) !== VERSION ||
    !encoding
  ) {
    throw damaged();
  }
  return {
    encoding,
    sampleRateHz: header.getUint32(FIELD.rate, true),
    channels: header.getUint16(FIELD.channels, true),
    samples: header.getUint32(FIELD.samples, true),
    scale: header.getFloat32(FIELD.scale, true),
  };
}

/** Where some samples of a channel lie in the file. */
export function bytesOfSamples(
  { encoding, samples }: PackedHeader,
  channel: number,
  fromSample: number,
  toSample: number,
): { from: number; to: number } {
  const at = (sample: number) =>
    HEADER_BYTES + (channel * samples + sample) * BYTES_PER_SAMPLE[encoding];
  return { from: at(fromSample), to: at(toSample) };
}

/** Samples of a channel from their bytes, which begin at `startByte`. */
export function unpackSamples(
  { encoding, scale }: PackedHeader,
  bytes: ArrayBuffer,
  startByte = 0,
  samples = (bytes.byteLength - startByte) / BYTES_PER_SAMPLE[encoding],
): Float32Array {
  return encoding === 'int16'
    ? unpackInt16(new Int16Array(bytes, startByte, samples), scale)
    : new Float32Array(bytes, startByte, samples).slice();
}

/**
 * @throws SegueError `storage-unavailable` where the bytes are not a packed sound, or not all of it
 */
export function unpackPcm(bytes: ArrayBuffer): Pcm {
  const header = readHeader(bytes);
  const { sampleRateHz, channels, samples } = header;
  if (bytes.byteLength < bytesOfSamples(header, channels, 0, 0).from) throw damaged();
  return {
    sampleRateHz,
    channels: Array.from({ length: channels }, (_, index) =>
      unpackSamples(header, bytes, bytesOfSamples(header, index, 0, 0).from, samples),
    ),
  };
}

function packInt16(channel: Float32Array, scale: number): Uint8Array {
  const packed = new Int16Array(channel.length);
  const factor = INT16_MAX / scale;
  for (let i = 0; i < channel.length; i++) packed[i] = Math.round(channel[i] * factor);
  return bytesOf(packed);
}

function unpackInt16(packed: Int16Array, scale: number): Float32Array {
  const channel = new Float32Array(packed.length);
  const factor = scale / INT16_MAX;
  for (let i = 0; i < channel.length; i++) channel[i] = packed[i] * factor;
  return channel;
}

function bytesOf(array: Float32Array | Int16Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function peak(pcm: Pcm): number {
  let highest = 0;
  for (const channel of pcm.channels) {
    for (let i = 0; i < channel.length; i++) {
      const magnitude = Math.abs(channel[i]);
      if (magnitude > highest) highest = magnitude;
    }
  }
  return Math.fround(highest);
}

/** What is stored is no sound, or not all of one. */
export function damaged(): SegueError {
  return new SegueError(
    'storage-unavailable',
    'A stored sound is damaged or was made by a newer version of Segue. Delete it and add the song again.',
  );
}
