import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import type { Pcm } from './pcm';
import { encodeWav, encodeWavChunks, readWavHeader, unclippedDepth, wavHeader } from './wav';

function noise(samples: number, channels: number, level: number): Pcm {
  const random = createRandom(7);
  return {
    sampleRateHz: 44100,
    channels: Array.from({ length: channels }, () =>
      Float32Array.from({ length: samples }, () => level * (2 * random.next() - 1)),
    ),
  };
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset);

describe('encodeWav', () => {
  it('writes the canonical 44-byte header for 16 bit', () => {
    const file = encodeWav(noise(3, 2, 1), { bitDepth: 16 });
    const text = (at: number) => String.fromCharCode(...file.subarray(at, at + 4));
    expect([text(0), text(8), text(12), text(36)]).toEqual(['RIFF', 'WAVE', 'fmt ', 'data']);
    const header = view(file);
    expect(header.getUint32(4, true)).toBe(file.length - 8);
    expect(header.getUint16(20, true)).toBe(1);
    expect(header.getUint16(22, true)).toBe(2);
    expect(header.getUint32(24, true)).toBe(44100);
    expect(header.getUint32(28, true)).toBe(44100 * 4);
    expect(header.getUint16(32, true)).toBe(4);
    expect(header.getUint16(34, true)).toBe(16);
    expect(header.getUint32(40, true)).toBe(12);
    expect(file).toHaveLength(44 + 12);
  });

  it('interleaves the channels, and clips instead of wrapping round', () => {
    const file = encodeWav(
      { sampleRateHz: 8000, channels: [Float32Array.of(0.5, 2), Float32Array.of(-0.25, -2)] },
      { bitDepth: 16 },
    );
    const data = view(file);
    expect([44, 46, 48, 50].map((at) => data.getInt16(at, true))).toEqual([
      16384, -8192, 32767, -32768,
    ]);
  });

  it('writes 24-bit integers and 32-bit floats, floats beyond full scale too', () => {
    const pcm = { sampleRateHz: 8000, channels: [Float32Array.of(0.5, -(2 ** -23), 1.5)] };
    const integers = encodeWav(pcm, { bitDepth: 24 });
    expect([...integers.subarray(44, 50)]).toEqual([0, 0, 0x40, 0xff, 0xff, 0xff]);
    // Nine bytes of data are followed by one to make them even.
    expect(integers).toHaveLength(54);
    const floats = encodeWav(pcm, { bitDepth: 32 });
    const { formatTag, dataStart } = readWavHeader(floats)!;
    expect(formatTag).toBe(3);
    expect(view(floats).getFloat32(dataStart + 8, true)).toBe(1.5);
  });

  it('is to have floats where one of the sounds is over full scale', () => {
    const [loud, louder] = [1, 1.01].map((x) => ({
      sampleRateHz: 44100,
      channels: [Float32Array.of(0, -x)],
    }));
    expect(unclippedDepth([loud, loud])).toBe(24);
    expect(unclippedDepth([loud, louder])).toBe(32);
  });

  it('dithers so that the error is noise: a tone below half a step survives', () => {
    const quiet = 0.4 / 32768;
    const samples = Float32Array.from({ length: 44100 }, (_, i) => quiet * Math.sin(i * 0.1));
    const correlation = (file: Uint8Array) => {
      const data = view(file);
      let sum = 0;
      for (let i = 0; i < samples.length; i++) {
        sum += (data.getInt16(44 + 2 * i, true) / 32768) * Math.sin(i * 0.1);
      }
      return (2 * sum) / samples.length / quiet;
    };
    const pcm = { sampleRateHz: 44100, channels: [samples] };
    expect(correlation(encodeWav(pcm, { bitDepth: 16 }))).toBe(0);
    const dithered = encodeWav(pcm, { bitDepth: 16, random: createRandom(1) });
    expect(correlation(dithered)).toBeGreaterThan(0.9);
    expect(correlation(dithered)).toBeLessThan(1.1);
    expect(encodeWav(pcm, { bitDepth: 16, random: createRandom(1) })).toEqual(dithered);
  });

  it('in pieces is the same file', () => {
    const pcm = noise(70_001, 1, 0.9);
    const pieces = [...encodeWavChunks(pcm, { bitDepth: 24 })];
    // Header, two pieces of samples, one byte to make them even.
    expect(pieces).toHaveLength(4);
    expect(Buffer.concat(pieces).equals(encodeWav(pcm, { bitDepth: 24 }))).toBe(true);
  });

  it('says so when a file would be longer than WAV can be', () => {
    expect(() => wavHeader(2, 44100, 2 ** 30, 16)).toThrow(
      expect.objectContaining({ code: 'song-too-long' }),
    );
  });
});

describe('readWavHeader', () => {
  const file = encodeWav(noise(100, 2, 1), { bitDepth: 16 });

  it('tells what is promised from what is there', () => {
    const header = readWavHeader(file.subarray(0, 244))!;
    expect(header.promisedDataBytes).toBe(400);
    expect(header.dataBytes).toBe(200);
  });

  it.each([0, 0xffffffff])('takes the rest as data where the size is %i', (size) => {
    const recorded = file.slice();
    view(recorded).setUint32(40, size, true);
    expect(readWavHeader(recorded)!.dataBytes).toBe(400);
  });

  it('skips chunks in front of the data', () => {
    const withJunk = new Uint8Array(file.length + 12);
    withJunk.set(file.subarray(0, 36));
    withJunk.set([0x4a, 0x55, 0x4e, 0x4b, 3, 0, 0, 0, 1, 2, 3, 0], 36);
    withJunk.set(file.subarray(36), 48);
    expect(readWavHeader(withJunk)!.dataStart).toBe(56);
  });

  it('finds none in bytes that are not WAV', () => {
    expect(readWavHeader(new Uint8Array(3))).toBeNull();
    expect(readWavHeader(new Uint8Array(1000))).toBeNull();
  });
});
