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
const HEADER_BYTES = 32;
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

/**
 * @throws SegueError `storage-unavailable` where the bytes are not a packed sound, or not all of it
 */
export function unpackPcm(bytes: ArrayBuffer): Pcm {
  const header = new DataView(bytes);
  if (
    bytes.byteLength < HEADER_BYTES ||
    header.getUint32(FIELD.magic, true) !== MAGIC ||
    header.getUint8(FIELD.version) !== VERSION
  ) {
    throw damaged();
  }
  const encoding = ENCODINGS[header.getUint8(FIELD.encoding)];
  const channels = header.getUint16(FIELD.channels, true);
  const samples = header.getUint32(FIELD.samples, true);
  const scale = header.getFloat32(FIELD.scale, true);
  if (!encoding) throw damaged();
  const channelBytes = samples * BYTES_PER_SAMPLE[encoding];
  if (bytes.byteLength < HEADER_BYTES + channels * channelBytes) throw damaged();
  return {
    sampleRateHz: header.getUint32(FIELD.rate, true),
    channels: Array.from({ length: channels }, (_, index) => {
      const start = HEADER_BYTES + index * channelBytes;
      return encoding === 'int16'
        ? unpackInt16(new Int16Array(bytes, start, samples), scale)
        : new Float32Array(bytes, start, samples).slice();
    }),
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

function damaged(): SegueError {
  return new SegueError(
    'storage-unavailable',
    'A stored sound is damaged or was made by a newer version of Segue. Delete it and add the song again.',
  );
}
