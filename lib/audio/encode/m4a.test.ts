import { describe, expect, it } from 'vitest';
import { decodeAudio } from '../decode/decode-audio';
import { fixture } from '../decode/fixtures/fixture';
import { readMp4 } from '../decode/mp4-track';
import { createSilence } from '../pcm';
import { encodeM4aChunks } from './m4a';

const TAGS = {
  title: 'Lithium x Sodium',
  artist: 'Ä & B',
  tempoBpm: 139.6,
  key: 'Gm',
  comment: '',
  chapters: [{ startSeconds: 1.5, title: 'chorus' }],
};
/** As the fixture's encoder has it. */
const DELAY = 1024;

/** The frames of a file that another program has written, in a file of ours. */
async function written(samples: number): Promise<Uint8Array> {
  const bytes = fixture('aac.m4a');
  const [track] = readMp4(bytes)?.tracks ?? [];
  const { offsets, sizes } = track.frames;
  async function* packets() {
    for (let i = 0; i < sizes.length; i++) yield bytes.subarray(offsets[i], offsets[i] + sizes[i]);
  }
  const encode = async () => ({
    config: track.asc as Uint8Array,
    delaySamples: DELAY,
    packets: packets(),
  });
  const pieces = [];
  const sound = createSilence(samples, track.channels, track.sampleRateHz);
  for await (const piece of encodeM4aChunks(sound, TAGS, encode)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

describe('AAC in MP4', () => {
  it('is decoded as the file is from which its frames come, without the delay and cut to its length', async () => {
    const before = await decodeAudio(fixture('aac.m4a'), 'aac.m4a');
    const samples = before.pcm.channels[0].length - 300;
    const after = await decodeAudio(await written(samples), 'ours.m4a');
    expect(after.trimmedStartSamples).toBe(DELAY);
    expect(after.pcm.channels[0]).toHaveLength(samples);
    const shift = DELAY - before.trimmedStartSamples;
    for (let i = 1000; i < samples - 2000; i += 97) {
      expect(after.pcm.channels[0][i]).toBe(before.pcm.channels[0][i + shift]);
    }
  });

  it('says what it is', async () => {
    const bytes = await written(20_000);
    const { title, artist } = await decodeAudio(bytes, 'tags.m4a');
    expect({ title, artist }).toEqual({ title: TAGS.title, artist: TAGS.artist });
    const file = Buffer.from(bytes);
    const tempo = file.indexOf('tmpo', 0, 'latin1');
    expect(file.readUInt16BE(tempo + 4 + 16)).toBe(140);
    const chapter = file.indexOf('chpl', 0, 'latin1') + 4 + 9;
    expect(Number(file.readBigUInt64BE(chapter)) / 1e7).toBe(1.5);
    expect(file.toString('utf8', chapter + 9, chapter + 9 + file[chapter + 8])).toBe('chorus');
  });
});
