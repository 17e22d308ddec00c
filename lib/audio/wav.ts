/**
 * WAV files: the one place where their header is read and written, and the encoder.
 * Sources: Microsoft/IBM Multimedia Programming Interface 1.0 (RIFF), WAVEFORMATEXTENSIBLE, EBU Tech 3306 (RF64).
 */
import { SegueError } from '@/lib/base/errors';
import type { Random } from '@/lib/base/random';
import { lengthSamples, type Pcm } from './pcm';
import { maxSamplePeak } from './true-peak';

/** wFormatTag; an extensible header is resolved to the tag inside its sub-format. */
export const WAV_PCM = 1;
export const WAV_FLOAT = 3;
const WAV_EXTENSIBLE = 0xfffe;

export interface WavHeader {
  formatTag: number;
  channels: number;
  sampleRateHz: number;
  /** Bytes of one sample of one channel as stored; a 20-bit sample takes 3. */
  bytesPerSample: number;
  /** Loudspeakers as bits, 0 where the file does not say. */
  channelMask: number;
  /** Where the samples start, and how many bytes of them the header promises and the file holds. */
  dataStart: number;
  promisedDataBytes: number;
  dataBytes: number;
}

/** A piece of a RIFF file: its name, and where its content lies. */
export interface RiffChunk {
  id: string;
  start: number;
  /** As the file says: may reach past its end. */
  size: number;
}

/** The chunks of a RIFF or RF64 file in their order, from `start` (after "RIFF", size and "WAVE"). */
export function* riffChunks(bytes: Uint8Array, start = 12): Generator<RiffChunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = start; offset + 8 <= bytes.length; ) {
    const id = String.fromCharCode(...bytes.subarray(offset, offset + 4));
    const size = view.getUint32(offset + 4, true);
    yield { id, start: offset + 8, size };
    offset += 8 + size + (size & 1);
  }
}

/** Reads the header of a WAV file (RIFF or RF64); null where format or samples are missing. */
export function readWavHeader(bytes: Uint8Array): WavHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: Omit<WavHeader, 'dataStart' | 'promisedDataBytes' | 'dataBytes'> | null = null;
  let longDataBytes: number | null = null;
  for (const { id, start, size } of riffChunks(bytes)) {
    if (id === 'ds64' && start + 16 <= bytes.length) {
      longDataBytes = Number(view.getBigUint64(start + 8, true));
    } else if (id === 'fmt ' && start + 16 <= bytes.length) {
      const channels = view.getUint16(start + 2, true);
      const extensible = view.getUint16(start, true) === WAV_EXTENSIBLE && size >= 40;
      const inside = extensible && start + 40 <= bytes.length;
      format = {
        formatTag: view.getUint16(inside ? start + 24 : start, true),
        channels,
        sampleRateHz: view.getUint32(start + 4, true),
        bytesPerSample: channels > 0 ? view.getUint16(start + 12, true) / channels : 0,
        channelMask: inside ? view.getUint32(start + 20, true) : 0,
      };
    } else if (id === 'data' && format) {
      const available = bytes.length - start;
      // A recorder that could not go back to fill in the size leaves 0 or all ones: the rest is data.
      const unknown = size === 0 || size === 0xffffffff;
      const promisedDataBytes = unknown ? (longDataBytes ?? available) : size;
      return {
        ...format,
        dataStart: start,
        promisedDataBytes,
        dataBytes: Math.min(promisedDataBytes, available),
      };
    }
  }
  return null;
}

export type WavBitDepth = 16 | 24 | 32;

export interface WavOptions {
  /** 16 and 24 bit integer, or 32 bit float. */
  bitDepth: WavBitDepth;
  /** Where given, 16-bit samples are dithered with it (triangular, ±1 step); without, they are rounded. */
  random?: Random;
}

/**
 * How sounds that belong together are stored without clipping any: in 24 bits, or in floats where one is over
 * full scale, as a stem can be that is louder than its mix.
 */
export function unclippedDepth(sounds: readonly Pcm[]): 24 | 32 {
  return sounds.some((sound) => maxSamplePeak(sound) > 1) ? 32 : 24;
}

const CHUNK_SAMPLES = 65536;
/** RIFF sizes are 32-bit numbers. */
const MAX_DATA_BYTES = 0xffffffff - 64;

/** Header of a WAV file with so many samples a channel: 44 bytes, or 58 for float (with its fact chunk). */
export function wavHeader(
  channels: number,
  sampleRateHz: number,
  samples: number,
  bitDepth: WavBitDepth,
): Uint8Array {
  const isFloat = bitDepth === 32;
  const blockBytes = (channels * bitDepth) / 8;
  const dataBytes = samples * blockBytes;
  if (dataBytes > MAX_DATA_BYTES) {
    throw new SegueError(
      'song-too-long',
      'A WAV file ends at 4 GB, and this would be longer. Choose 16 bit, or export a shorter part.',
    );
  }
  // A format other than PCM needs the extension's size field and a fact chunk.
  const formatBytes = isFloat ? 18 : 16;
  const headerBytes = 12 + 8 + formatBytes + (isFloat ? 12 : 0) + 8;
  const header = new Uint8Array(headerBytes);
  const view = new DataView(header.buffer);
  let at = 0;
  const text = (name: string) => {
    for (const letter of name) header[at++] = letter.charCodeAt(0);
  };
  const u16 = (value: number) => {
    view.setUint16(at, value, true);
    at += 2;
  };
  const u32 = (value: number) => {
    view.setUint32(at, value, true);
    at += 4;
  };
  text('RIFF');
  u32(headerBytes - 8 + dataBytes + (dataBytes & 1));
  text('WAVEfmt ');
  u32(formatBytes);
  u16(isFloat ? WAV_FLOAT : WAV_PCM);
  u16(channels);
  u32(sampleRateHz);
  u32(sampleRateHz * blockBytes);
  u16(blockBytes);
  u16(bitDepth);
  if (isFloat) {
    u16(0);
    text('fact');
    u32(4);
    u32(samples);
  }
  text('data');
  u32(dataBytes);
  return header;
}

/**
 * Samples `from` to `to` of all channels as WAV data. Integers are clipped to full scale; full scale is
 * 2^(bits - 1), as decoders assume, so that decoding gives back what was encoded.
 */
export function encodeWavSamples(
  channels: readonly Float32Array[],
  from: number,
  to: number,
  { bitDepth, random }: WavOptions,
): Uint8Array {
  const bytesPerSample = bitDepth / 8;
  const encoded = new Uint8Array((to - from) * channels.length * bytesPerSample);
  const view = new DataView(encoded.buffer);
  const fullScale = 2 ** (bitDepth - 1);
  let at = 0;
  for (let i = from; i < to; i++) {
    for (const channel of channels) {
      if (bitDepth === 32) {
        view.setFloat32(at, channel[i], true);
      } else {
        const dither = bitDepth === 16 && random ? random.next() - random.next() : 0;
        const rounded = Math.round(channel[i] * fullScale + dither);
        const value = Math.max(-fullScale, Math.min(fullScale - 1, rounded));
        if (bitDepth === 16) view.setInt16(at, value, true);
        else {
          view.setInt16(at, value & 0xffff, true);
          view.setInt8(at + 2, value >> 16);
        }
      }
      at += bytesPerSample;
    }
  }
  return encoded;
}

/** A WAV file in pieces (the header, then 65,536 samples a channel each), so that an hour needs no one block. */
export function* encodeWavChunks(pcm: Pcm, options: WavOptions): Generator<Uint8Array> {
  const samples = lengthSamples(pcm);
  const channels = pcm.channels.length;
  yield wavHeader(channels, pcm.sampleRateHz, samples, options.bitDepth);
  for (let from = 0; from < samples; from += CHUNK_SAMPLES) {
    yield encodeWavSamples(pcm.channels, from, Math.min(samples, from + CHUNK_SAMPLES), options);
  }
  // RIFF chunks have an even number of bytes.
  if ((samples * channels * options.bitDepth) % 16 === 8) yield new Uint8Array(1);
}

/** A whole WAV file in one block. */
export function encodeWav(pcm: Pcm, options: WavOptions): Uint8Array {
  const pieces = [...encodeWavChunks(pcm, options)];
  const file = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    file.set(piece, at);
    at += piece.length;
  }
  return file;
}
