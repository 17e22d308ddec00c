import { describe, expect, it } from 'vitest';
import type { Pcm } from '@/lib/audio/pcm';
import { createRandom } from '@/lib/base/random';
import { gathered } from './audio-files';
import { packPcm } from './packed-pcm';
import { openSoundInParts } from './sound-in-parts';

const RATE_HZ = 100;
const SECONDS = 30;

function noise(): Pcm {
  const random = createRandom(7);
  const channel = () => Float32Array.from({ length: SECONDS * RATE_HZ }, () => random.next() - 0.5);
  return { sampleRateHz: RATE_HZ, channels: [channel(), channel()] };
}

/** A stored sound with what has been read of it, in bytes. */
async function stored() {
  const whole = noise();
  const bytes = await (await gathered(packPcm(whole, 'float32'))).arrayBuffer();
  const disk = { readBytes: 0, isGone: false };
  const sound = await openSoundInParts(async ({ from, to }) => {
    if (disk.isGone) throw new Error('gone');
    disk.readBytes += to - from;
    return bytes.slice(from, to);
  });
  return { whole, sound, disk };
}

describe('a sound in parts', () => {
  it('is there where it has been read, and silent elsewhere', async () => {
    const { whole, sound } = await stored();
    await sound.read(9.5, 12.5);
    for (const [index, channel] of sound.pcm.channels.entries()) {
      const { length } = whole.channels[index];
      expect(channel.length).toBe(length);
      expect(channel.subarray(950, 1250)).toEqual(whole.channels[index].subarray(950, 1250));
      expect(channel.subarray(0, 800).every((sample) => sample === 0)).toBe(true);
      expect(channel.subarray(2000).every((sample) => sample === 0)).toBe(true);
    }
    await sound.read(-5, SECONDS + 5);
    expect(sound.pcm).toEqual(whole);
  });

  it('reads nothing twice, though it is asked for by several at once', async () => {
    const { whole, sound, disk } = await stored();
    await Promise.all([sound.read(3, 11), sound.read(8, 20), sound.read(0, SECONDS)]);
    expect(sound.pcm).toEqual(whole);
    const samples = 2 * SECONDS * RATE_HZ;
    expect(disk.readBytes).toBeLessThan(samples * Float32Array.BYTES_PER_ELEMENT + 100);
  });

  it('says that it is gone, and is read once it is there again', async () => {
    const { whole, sound, disk } = await stored();
    disk.isGone = true;
    await expect(sound.read(0, 5)).rejects.toThrow('gone');
    disk.isGone = false;
    await sound.read(0, SECONDS);
    expect(sound.pcm).toEqual(whole);
  });

  it('is refused where the file has been cut off', async () => {
    const bytes = await (await gathered(packPcm(noise(), 'int16'))).arrayBuffer();
    const sound = await openSoundInParts(async ({ from, to }) =>
      bytes.slice(0, 9000).slice(from, to),
    );
    await expect(sound.read(0, SECONDS)).rejects.toMatchObject({ code: 'storage-unavailable' });
  });
});
