import { describe, expect, it } from 'vitest';
import { StretchCache } from '@/lib/render/stretch-cache';
import { createStretchedSounds } from './stretched-sounds';
import { memoryBackends } from './testing/memory-store';
import { samplePcm } from './testing/samples';

const KEY = '0000000100000002';

describe('stretched sounds', () => {
  it('are found again, to the bit, by a session that has nothing in memory', async () => {
    const { files } = memoryBackends();
    const made = samplePcm(0.3);
    const sounds = createStretchedSounds(files);
    await sounds.keep(KEY, made);
    const found = await new StretchCache(undefined, sounds).getOrMake(KEY, () => {
      throw new Error('made again');
    });
    expect(found.channels).toEqual(made.channels);
  });

  it('are gone once they are cleared', async () => {
    const { files, paths } = memoryBackends();
    const sounds = createStretchedSounds(files);
    await sounds.keep(KEY, samplePcm(0.3));
    await sounds.clear();
    expect(await sounds.find(KEY)).toBeNull();
    expect(paths()).toEqual([]);
  });

  it('give way to others that fall on their place, and are never taken for them', async () => {
    const { files } = memoryBackends();
    const sounds = createStretchedSounds(files);
    await sounds.keep(KEY, samplePcm(0.3));
    const other = '0000006100000002'; // 0x61 - 0x01 = 96 places on
    expect(await sounds.find(other)).toBeNull();
    await sounds.keep(other, samplePcm(0.5));
    expect(await sounds.find(KEY)).toBeNull();
    expect((await sounds.find(other))?.channels[0][0]).toBe(samplePcm(0.5).channels[0][0]);
  });
});
