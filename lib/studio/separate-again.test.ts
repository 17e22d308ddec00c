import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSilence, type Pcm } from '@/lib/audio/pcm';
import { encodeWav } from '@/lib/audio/wav';
import { SegueError } from '@/lib/base/errors';
import { STEM_NAMES } from '@/lib/music/stem-names';
import type { Separator } from '@/lib/stems/separator';
import { createRemixStore } from '@/lib/store/remix-store';
import { createSongStore, type SongStore } from '@/lib/store/song-store';
import { memoryBackends } from '@/lib/store/testing/memory-store';
import { sampleRemix, sampleRender } from '@/lib/store/testing/samples';
import { addSong } from './add-song';
import { knownSongs } from './known-songs';
import { outdatedSongs } from './refresh-analysis';
import { separateAgain } from './separate-again';

const SECONDS = 14;

/** A click on every half second. */
function clicks(): Pcm {
  const pcm = createSilence(SECONDS * 44100);
  for (const channel of pcm.channels) {
    for (let i = 0; i < channel.length; i++) {
      channel[i] = 0.2 * Math.exp(-(i % 22050) / 300) * Math.sin(i / 20);
    }
  }
  return pcm;
}

/** Gives everything to the bass. */
const bassOnly: Separator = {
  engine: 'htdemucs',
  async separate(mix) {
    const silence = createSilence(mix.channels[0].length);
    return {
      stems: { vocals: silence, drums: silence, other: silence, bass: mix },
      report: {
        engine: 'htdemucs',
        modelName: 'bass only',
        modelSha256: null,
        seconds: 1,
        stemQuality: null,
        fallbackReason: null,
      },
    };
  },
};

async function open() {
  const { tables, files, paths, limitBytes } = memoryBackends();
  const stores = {
    songs: createSongStore(tables, files),
    remixes: createRemixStore(tables, files),
  };
  const bytes = encodeWav(clicks(), { bitDepth: 16 });
  const mix = { name: 'clicks.wav', sizeBytes: bytes.length, read: async () => bytes };
  const { id } = await addSong(stores.songs, { title: 'Clicks', mix, stems: [] }, { nowMs: 1 });
  return { ...stores, id, paths, limitBytes };
}

/** What the stored stems hold, in a few letters each. */
async function allStems(songs: SongStore, id: string): Promise<string[]> {
  const sounds: string[] = [];
  for (const stem of STEM_NAMES) {
    const { channels } = await songs.sound(id, stem);
    sounds.push(createHash('sha256').update(channels[0]).digest('hex'));
  }
  return sounds;
}

describe('separateAgain', () => {
  it('replaces stems, pictures and analysis, and says who made them', async () => {
    const { id, ...stores } = await open();
    expect((await stores.songs.summary(id))?.stemEngine).toBe('quick');
    const before = await stores.songs.details(id);
    const { song, report } = await separateAgain(stores, id, { separator: bassOnly });
    expect(song.stemEngine).toBe('htdemucs');
    expect((await stores.songs.summary(id))?.stemEngine).toBe('htdemucs');
    expect(report.modelName).toBe('bass only');
    const vocals = await stores.songs.sound(id, 'vocals');
    expect(vocals.channels[0].every((x) => x === 0)).toBe(true);
    const after = await stores.songs.details(id);
    expect(after?.stemOverviews.vocals.every((height) => height === 0)).toBe(true);
    expect(after?.stemOverviews.bass).not.toEqual(before?.stemOverviews.bass);
  });

  it('gives the new analysis a name of its own where a remix still counts by the one before', async () => {
    const { id, paths, ...stores } = await open();
    const before = (await stores.songs.details(id))?.measured;
    const remix = sampleRemix('remix');
    const songs = { ...remix.songs, a: { ...remix.songs.a, id } };
    await stores.remixes.save({ ...remix, songs }, sampleRender());
    const stored = paths().length;
    for (let time = 0; time < 2; time++) {
      await separateAgain(stores, id, { separator: bassOnly });
      expect(paths()).toHaveLength(stored);
    }
    const details = await stores.songs.details(id);
    const kept = [...(details?.earlierAnalyses ?? []), details?.measured];
    expect(kept[0]).toEqual(before);
    expect(new Set(kept.map((analysis) => analysis?.version)).size).toBe(3);
    const planned = await knownSongs(stores.songs, {
      a: { id, corrections: [], analysisVersion: details?.measured.version },
      b: { id, corrections: [], analysisVersion: before?.version },
    });
    expect(planned.a.analysis.version).toBe(details?.measured.version);
    expect(planned.b.analysis.version).toBe(before?.version);
    expect(await outdatedSongs(stores.songs)).toEqual([]);
    await stores.songs.removeOrphans();
    expect((await stores.songs.sound(id, 'vocals')).channels[0][22060]).toBe(0);
  });

  it('leaves everything as it was where the new stems do not fit, or where it is killed half-way', async () => {
    const { id, limitBytes, paths, ...stores } = await open();
    const before = await stores.songs.details(id);
    const stems = await allStems(stores.songs, id);
    const stored = paths();
    limitBytes(2.5 * SECONDS * 44100 * 4);
    await expect(separateAgain(stores, id, { separator: bassOnly })).rejects.toMatchObject({
      code: 'storage-full',
    });
    expect(await stores.songs.details(id)).toEqual(before);
    expect(await allStems(stores.songs, id)).toEqual(stems);
    expect(paths()).toEqual(stored);

    limitBytes(Number.POSITIVE_INFINITY);
    const fresh = await stores.songs.newStems(id);
    await fresh.put('vocals', clicks());
    expect(await allStems(stores.songs, id)).toEqual(stems);
    await stores.songs.removeOrphans();
    expect(paths()).toEqual(stored);
  });

  it('leaves everything as it was where the engine cannot do it', async () => {
    const { id, ...stores } = await open();
    const before = await stores.songs.details(id);
    const failing: Separator = {
      engine: 'htdemucs',
      separate: async () => {
        throw new SegueError('aborted', 'Cancelled.');
      },
    };
    await expect(separateAgain(stores, id, { separator: failing })).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(await stores.songs.details(id)).toEqual(before);
    expect((await stores.songs.summary(id))?.stemEngine).toBe('quick');
  });
});
