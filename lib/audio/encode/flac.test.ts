import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { decodeAudio } from '../decode/decode-audio';
import type { Pcm } from '../pcm';
import { encodeFlacChunks, type FlacOptions } from './flac';

const RATE = 44100;

/** A chord with hiss and a silent stretch, a little different left and right. */
function music(samples: number): Pcm {
  const random = createRandom(5);
  const channels = [0, 1].map((side) =>
    Float32Array.from({ length: samples }, (_, i) => {
      if (i > 20_000 && i < 30_000) return 0;
      const tone = 0.4 * Math.sin(i / 30) + 0.2 * Math.sin(i / (7 + side));
      return tone + 0.02 * random.normal();
    }),
  );
  channels[0][100] = 1;
  channels[1][100] = -1;
  return { sampleRateHz: RATE, channels };
}

const encode = (pcm: Pcm, options: FlacOptions) =>
  new Uint8Array(Buffer.concat([...encodeFlacChunks(pcm, options)]));

describe('FLAC', () => {
  it.each([16, 24] as const)('of %i bits is decoded to the same samples', async (bitDepth) => {
    const pcm = music(50_001);
    const { pcm: decoded } = await decodeAudio(encode(pcm, { bitDepth }), 'music.flac');
    const step = 2 ** (1 - bitDepth);
    pcm.channels.forEach((channel, side) => {
      const worst = channel.reduce(
        (most, x, i) => Math.max(most, Math.abs(x - (decoded.channels[side][i] ?? x))),
        0,
      );
      expect(worst).toBeLessThanOrEqual(1.5 * step);
    });
    expect(decoded.channels[0]).toHaveLength(50_001);
  });

  it('is smaller than the samples', () => {
    expect(encode(music(50_001), { bitDepth: 16 }).length).toBeLessThan(0.75 * 50_001 * 4);
  });

  it('counts frames beyond those that fit one byte', async () => {
    const silence = { sampleRateHz: RATE, channels: [new Float32Array(4096 * 140)] };
    silence.channels[0].fill(0.25, 4096 * 135);
    const { pcm } = await decodeAudio(encode(silence, { bitDepth: 16 }), 'long.flac');
    expect(pcm.channels[0][4096 * 138]).toBeCloseTo(0.25, 4);
  });

  it('is decoded to its last sample where the last frame looks as if another began in it', async () => {
    for (const seed of [27234, 57999, 140195]) {
      const random = createRandom(seed);
      const noise = Float32Array.from({ length: 20 }, () => 2 * random.next() - 1);
      const bytes = encode({ sampleRateHz: RATE, channels: [noise] }, { bitDepth: 16 });
      const { pcm } = await decodeAudio(bytes, 'noise.flac');
      expect(pcm.channels[0]).toHaveLength(20);
    }
  });

  it('is decoded to its length where it begins with silence', async () => {
    const late = music(50_001);
    for (const channel of late.channels) channel.fill(0, 0, 10_000);
    const bytes = encode(late, { bitDepth: 16 });
    expect((await decodeAudio(bytes, 'late.flac')).pcm.channels[0]).toHaveLength(50_001);
    // The number of samples: the last 36 bits before the checksum of STREAMINFO, 0 where it is not known.
    bytes[8 + 13] &= 0xf0;
    bytes.fill(0, 8 + 14, 8 + 18);
    expect((await decodeAudio(bytes, 'unknown.flac')).pcm.channels[0]).toHaveLength(50_001);
  });

  it('is decoded to its last sample where a tag follows it', async () => {
    const tagged = Buffer.concat([encode(music(5000), { bitDepth: 16 }), Buffer.alloc(128, 'TAG')]);
    const { pcm } = await decodeAudio(new Uint8Array(tagged), 'tagged.flac');
    expect(pcm.channels[0]).toHaveLength(5000);
  });

  it('says what it is', async () => {
    const tags = {
      title: 'Lithium x Sodium',
      artist: 'Ä & B',
      tempoBpm: 140,
      key: 'Gm',
      comment: '',
      chapters: [{ startSeconds: 61.5, title: 'chorus' }],
    };
    const text = new TextDecoder().decode(encode(music(100), { bitDepth: 16, tags }));
    expect(text).toContain('TITLE=Lithium x Sodium');
    expect(text).toContain('ARTIST=Ä & B');
    expect(text).toContain('BPM=140');
    expect(text).toContain('CHAPTER001=00:01:01.500');
    expect(text).toContain('CHAPTER001NAME=chorus');
    expect(text).not.toContain('COMMENT=');
  });
});
