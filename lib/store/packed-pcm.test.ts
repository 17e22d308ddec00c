import { describe, expect, it } from 'vitest';
import type { Pcm } from '@/lib/audio/pcm';
import { createRandom } from '@/lib/base/random';
import { packPcm, type SampleEncoding, unpackPcm } from './packed-pcm';

function noise(peak: number): Pcm {
  const random = createRandom(5);
  const channel = () => Float32Array.from({ length: 4410 }, () => (random.next() * 2 - 1) * peak);
  return { sampleRateHz: 44100, channels: [channel(), channel()] };
}

function roundTrip(pcm: Pcm, encoding: SampleEncoding): Pcm {
  const pieces = [...packPcm(pcm, encoding)];
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return unpackPcm(whole.buffer);
}

describe('packed sound', () => {
  it('gives floats back as they were', () => {
    const pcm = noise(1.7);
    expect(roundTrip(pcm, 'float32')).toEqual(pcm);
  });

  it.each([2.5, 1, 0.01])('keeps integers within half a step of a peak of %f', (level) => {
    const pcm = noise(level);
    const back = roundTrip(pcm, 'int16');
    const step = level / 32767;
    for (let channel = 0; channel < 2; channel++) {
      for (let i = 0; i < 4410; i++) {
        const error = Math.abs(back.channels[channel][i] - pcm.channels[channel][i]);
        expect(error).toBeLessThanOrEqual(step * 0.51);
      }
    }
  });

  it('keeps silence silent and nothing as nothing', () => {
    const silence = { sampleRateHz: 44100, channels: [new Float32Array(8), new Float32Array(8)] };
    expect(roundTrip(silence, 'int16')).toEqual(silence);
    const nothing = { sampleRateHz: 44100, channels: [new Float32Array(0)] };
    expect(roundTrip(nothing, 'int16')).toEqual(nothing);
  });

  it('refuses what is not a whole packed sound', () => {
    const [header, channel] = packPcm(noise(1), 'int16');
    expect(() => unpackPcm(new ArrayBuffer(3))).toThrow(/damaged/);
    expect(() => unpackPcm(channel.slice().buffer)).toThrow(/damaged/);
    expect(() => unpackPcm(header.slice().buffer)).toThrow(/damaged/);
  });
});
