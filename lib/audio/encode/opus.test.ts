import { describe, expect, it } from 'vitest';
import { decodeAudio } from '../decode/decode-audio';
import { fixture } from '../decode/fixtures/fixture';
import { firstPackets, oggPages } from '../decode/ogg-pages';
import { createSilence, type Pcm } from '../pcm';
import { encodeOpusChunks, packetSamples } from './opus';

const TAGS = {
  title: 'Lithium x Sodium',
  artist: 'Ä & B',
  tempoBpm: 140,
  key: 'Gm',
  comment: '',
  chapters: [{ startSeconds: 61.5, title: 'chorus' }],
};
const PRE_SKIP = 312;

/** The packets of a file that another program has written. */
function packetsOf(bytes: Uint8Array): Uint8Array[] {
  return firstPackets(bytes, [...oggPages(bytes, 0)], 10_000).slice(2);
}

async function written(packets: readonly Uint8Array[], samples: number): Promise<Uint8Array> {
  async function* given() {
    yield* packets;
  }
  const encode = async () => ({ preSkip: PRE_SKIP, packets: given() });
  const pieces = [];
  const sound = createSilence(samples, 2, 48000);
  for await (const piece of encodeOpusChunks(sound, 44100, TAGS, encode)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

describe('Opus in Ogg', () => {
  it('is decoded as the file is from which its packets come, cut to its length', async () => {
    const original = fixture('opus.opus');
    const before = await decodeAudio(original, 'opus.opus');
    const packets = packetsOf(original);
    const seconds = before.pcm.channels[0].length / before.pcm.sampleRateHz;
    const shortened = Math.round((seconds - 0.01) * 48000);
    const after = await decodeAudio(await written(packets, shortened), 'ours.opus');
    expect(after.sourceChannels).toBe(2);
    expect(after.pcm.channels[0].length / 44100).toBeCloseTo(shortened / 48000, 3);
    const compared = after.pcm.channels[0].length - 200;
    for (let side = 0; side < 2; side++) {
      const bytesOf = ({ channels }: Pcm) => Buffer.from(channels[side].buffer, 0, 4 * compared);
      expect(bytesOf(after.pcm).equals(bytesOf(before.pcm))).toBe(true);
    }
  });

  it('takes as many pages as many packets need, each with a checksum that decoders accept', async () => {
    const packets = packetsOf(fixture('opus.opus'));
    const many = Array.from({ length: 240 }, (_, i) => packets[i % packets.length]);
    const samples = many.reduce((sum, packet) => sum + packetSamples(packet), 0) - PRE_SKIP;
    const bytes = await written(many, samples);
    const pages = [...oggPages(bytes, 0)];
    expect(pages.length).toBeGreaterThan(6);
    expect(pages.map(({ isLast }) => isLast)).toEqual([
      ...new Array(pages.length - 1).fill(false),
      true,
    ]);
    const { pcm } = await decodeAudio(bytes, 'long.opus');
    expect(pcm.channels[0].length / 44100).toBeCloseTo(samples / 48000, 3);
  });

  it('says what it is', async () => {
    const bytes = await written(packetsOf(fixture('opus.opus')), 48000);
    const { title, artist } = await decodeAudio(bytes, 'tags.opus');
    expect({ title, artist }).toEqual({ title: TAGS.title, artist: TAGS.artist });
    const text = new TextDecoder().decode(bytes);
    expect(text).toContain('BPM=140');
    expect(text).toContain('CHAPTER001=00:01:01.500');
  });
});
