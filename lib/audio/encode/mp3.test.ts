import { describe, expect, it } from 'vitest';
import { decodeAudio } from '../decode/decode-audio';
import { encodeMp3Chunks } from './mp3';

const RATE = 44100;
const tags = {
  title: 'Lithium x Sodium',
  artist: 'Ä & B',
  tempoBpm: 139.6,
  key: 'Gm',
  comment: 'made by hand',
  chapters: [
    { startSeconds: 0, title: 'intro' },
    { startSeconds: 1, title: 'chorus' },
  ],
};

describe('MP3', () => {
  it('sounds like what was put in and says what it is', async () => {
    const tone = Float32Array.from({ length: 2 * RATE }, (_, i) => 0.3 * Math.sin(i / 20));
    const pieces: Uint8Array[] = [];
    const pcm = { sampleRateHz: RATE, channels: [tone, tone] };
    for await (const piece of encodeMp3Chunks(pcm, tags)) pieces.push(piece);
    const song = await decodeAudio(new Uint8Array(Buffer.concat(pieces)), 'tone.mp3');
    expect(song.title).toBe('Lithium x Sodium');
    expect(song.artist).toBe('Ä & B');
    const middle = song.pcm.channels[0].subarray(RATE / 2, RATE);
    const rms = Math.sqrt(middle.reduce((sum, x) => sum + x * x, 0) / middle.length);
    expect(Math.abs(20 * Math.log10(rms / (0.3 * Math.SQRT1_2)))).toBeLessThan(0.1);
  });

  it('is cancelled by its signal', async () => {
    const pcm = { sampleRateHz: RATE, channels: [new Float32Array(RATE)] };
    const pieces = encodeMp3Chunks(pcm, undefined, { signal: AbortSignal.abort() });
    await expect(pieces.next()).rejects.toThrow('Cancelled');
  });
});
