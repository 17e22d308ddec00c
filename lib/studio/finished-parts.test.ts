import { describe, expect, it } from 'vitest';
import type { Pcm } from '@/lib/audio/pcm';
import { encodeWav } from '@/lib/audio/wav';
import { createRandom } from '@/lib/base/random';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { readSong } from './read-song';
import type { SongInput } from './song-input';
import { memoryShelf } from './song-shelf';

const RATE = 44100;
const SAMPLES = 12 * RATE;

/** Notes at random, in a register of their own for each stem. */
function part(seed: number, samples = SAMPLES): Float32Array {
  const random = createRandom(seed);
  const signal = new Float32Array(samples);
  for (let start = 0; start < samples; start += 6000 + Math.floor(random.next() * 12000)) {
    const frequencyHz = 50 * 2 ** (seed % 4) * 2 ** random.next();
    for (let i = 0; i < 12000 && start + i < samples; i++) {
      signal[start + i] += 0.2 * Math.sin((2 * Math.PI * frequencyHz * i) / RATE) * (1 - i / 12000);
    }
  }
  return signal;
}

function later(signal: Float32Array, samples: number): Float32Array {
  return Float32Array.from({ length: signal.length }, (_, i) => signal[i - samples] ?? 0);
}

function wav(name: string, channel: Float32Array, sampleRateHz = RATE) {
  const pcm: Pcm = { sampleRateHz, channels: [channel] };
  return { name, read: async () => encodeWav(pcm, { bitDepth: 24 }) };
}

const PARTS = STEM_NAMES.map((_, index) => part(index + 1));
const MIX = PARTS[0].map((_, i) => PARTS.reduce((sum, channel) => sum + channel[i], 0));

function song(stems: [StemName, Float32Array][], mix: Float32Array | null = MIX): SongInput {
  return {
    title: 'Parts',
    mix: mix && wav('mix.wav', mix),
    stems: stems.map(([stem, channel]) => ({ stem, file: wav(`${stem}.wav`, channel) })),
  };
}

const named = (parts: readonly Float32Array[]) =>
  STEM_NAMES.map((stem, index): [StemName, Float32Array] => [stem, parts[index]]);

function largestDifference(a: Float32Array, b: Float32Array, to = a.length): number {
  let largest = 0;
  for (let i = 0; i < to; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return largest;
}

describe('finished stems', () => {
  it('moves stems that begin 1,105 samples after their mix, and says so', async () => {
    const shelf = memoryShelf();
    const { notes, hasStems } = await readSong(
      song(named(PARTS.map((channel) => later(channel, 1105)))),
      shelf,
    );
    expect(hasStems).toBe(true);
    expect(notes).toEqual([expect.stringMatching(/25 ms after its mix/)]);
    for (const [index, stem] of STEM_NAMES.entries()) {
      const [left] = (await shelf.get(stem)).channels;
      expect(left).toHaveLength(SAMPLES);
      expect(largestDifference(left, PARTS[index], SAMPLES - 1105)).toBeLessThan(1e-4);
    }
  });

  it('leaves stems that fit alone, and makes them as long as their mix', async () => {
    const shelf = memoryShelf();
    const shorter = PARTS.map((channel, index) => channel.subarray(0, SAMPLES - 3000 * index));
    const { notes } = await readSong(song(named(shorter)), shelf);
    expect(notes).toEqual([]);
    for (const stem of STEM_NAMES) {
      expect((await shelf.get(stem)).channels[1]).toHaveLength(SAMPLES);
    }
  });

  it('refuses stems of another song and of another version', async () => {
    const others = [11, 12, 13, 14].map((seed) => part(seed));
    await expect(readSong(song(named(others)), memoryShelf())).rejects.toMatchObject({
      code: 'stems-mismatched',
      message: expect.stringContaining('do not sound like its mix'),
    });
    const cut = PARTS.map((channel) => channel.subarray(0, SAMPLES / 2));
    await expect(readSong(song(named(cut)), memoryShelf())).rejects.toMatchObject({
      code: 'stems-mismatched',
      message: expect.stringContaining('6 s long and its mix 12 s'),
    });
  });

  it('takes stems at another rate', async () => {
    const shelf = memoryShelf();
    const half = PARTS.map((channel) => channel.filter((_, i) => i % 2 === 0));
    const input = song([]);
    input.stems = STEM_NAMES.map((stem, index) => ({
      stem,
      file: wav(`${stem}.wav`, half[index], RATE / 2),
    }));
    await readSong(input, shelf);
    expect((await shelf.get('vocals')).channels[0]).toHaveLength(SAMPLES);
  });

  it('makes the mix from the stems where there is none, and sums more than four by name', async () => {
    const shelf = memoryShelf();
    const many = song([...named(PARTS), ['drums', PARTS[0].subarray(0, SAMPLES - 100)]], null);
    let heard: Pcm | null = null;
    await readSong(many, shelf, { onHeard: ({ mix }) => (heard = mix) });
    expect(await shelf.get('mix')).toBe(heard);
    const drums = (await shelf.get('drums')).channels[0];
    expect(drums[7000]).toBeCloseTo(PARTS[1][7000] + PARTS[0][7000], 4);
    const [mix] = (await shelf.get('mix')).channels;
    expect(mix[7000]).toBeCloseTo(MIX[7000] + PARTS[0][7000], 4);
  });

  it('splits the instrumental of a pair and keeps the voice as given', async () => {
    const shelf = memoryShelf();
    const instrumental = PARTS[1].map((sample, i) => sample + PARTS[2][i] + PARTS[3][i]);
    await readSong(
      {
        title: 'Pair',
        mix: null,
        stems: [
          { stem: 'vocals', file: wav('a.wav', PARTS[0]) },
          { stem: 'instrumental', file: wav('b.wav', instrumental) },
        ],
      },
      shelf,
    );
    expect(largestDifference((await shelf.get('vocals')).channels[0], PARTS[0])).toBeLessThan(1e-4);
    const rest = await Promise.all(
      (['drums', 'bass', 'other'] as const).map(
        async (stem) => (await shelf.get(stem)).channels[0],
      ),
    );
    const sum = rest[0].map((sample, i) => sample + rest[1][i] + rest[2][i]);
    expect(largestDifference(sum, instrumental)).toBeLessThan(1e-4);
  });
});
