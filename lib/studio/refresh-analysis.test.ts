import { describe, expect, it } from 'vitest';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { createSilence } from '@/lib/audio/pcm';
import { encodeWav } from '@/lib/audio/wav';
import { STEM_NAMES } from '@/lib/music/stem-names';
import { createRemixStore } from '@/lib/store/remix-store';
import { createSongStore } from '@/lib/store/song-store';
import { memoryBackends } from '@/lib/store/testing/memory-store';
import { sampleRemix, sampleRender } from '@/lib/store/testing/samples';
import { addSong } from './add-song';
import { knownSongs } from './known-songs';
import { outdatedSongs, refreshAnalysis } from './refresh-analysis';

const SECONDS = 14;

/** A click on every half second, in every stem. */
function clickFile(): Uint8Array {
  const pcm = createSilence(SECONDS * 44100, 1);
  for (let i = 0; i < SECONDS * 44100; i++) {
    pcm.channels[0][i] = 0.2 * Math.exp(-(i % 22050) / 300) * Math.sin(i / 20);
  }
  return encodeWav(pcm, { bitDepth: 16 });
}

/** As an earlier version might have read the song: half as fast, a little late. */
function earlier(analysis: SongAnalysis): SongAnalysis {
  const beatsSeconds = Array.from({ length: SECONDS - 1 }, (_, i) => i + 0.02);
  return {
    ...analysis,
    version: 'earlier',
    tempoBpm: 60,
    beatsPerBar: 4,
    beatsSeconds,
    downbeatsSeconds: beatsSeconds.filter((_, i) => i % 4 === 0),
    energyByBeat: beatsSeconds.slice(1).map(() => 1),
    vocalActivityByBeat: beatsSeconds.slice(1).map(() => 0),
    vocalPhrases: [],
  };
}

describe('refreshAnalysis', () => {
  it('listens again, and keeps the grid that the user has corrected and that of a remix', async () => {
    const { tables, files } = memoryBackends();
    const stores = {
      songs: createSongStore(tables, files),
      remixes: createRemixStore(tables, files),
    };
    const bytes = clickFile();
    const { id } = await addSong(
      stores.songs,
      {
        title: 'Clicks',
        mix: null,
        stems: STEM_NAMES.map((stem) => ({
          stem,
          file: { name: `${stem}.wav`, read: async () => bytes },
        })),
      },
      { nowMs: 1 },
    );
    const fresh = (await stores.songs.details(id))?.measured as SongAnalysis;
    expect(await outdatedSongs(stores.songs)).toEqual([]);

    await stores.songs.reanalysed(id, earlier(fresh), false);
    const { details: corrected } = await stores.songs.correct(id, [{ kind: 'double-tempo' }]);
    const remix = sampleRemix('remix');
    await stores.remixes.save(
      { ...remix, songs: { ...remix.songs, a: { ...remix.songs.a, id } } },
      sampleRender(),
    );
    expect(await outdatedSongs(stores.songs)).toEqual([id]);

    const summary = await refreshAnalysis(stores, id);
    const after = await stores.songs.details(id);
    expect(summary.tempoBpm).toBeCloseTo(corrected.analysis.tempoBpm, 6);
    expect(after?.analysis.beatsSeconds).toEqual(corrected.analysis.beatsSeconds);
    expect(after?.measured.version).toBe(fresh.version);
    expect(await outdatedSongs(stores.songs)).toEqual([]);
    const planned = await knownSongs(stores.songs, {
      a: { id, corrections: [], analysisVersion: 'earlier' },
      b: { id, corrections: [] },
    });
    expect(planned.a.analysis.beatsSeconds).toEqual(earlier(fresh).beatsSeconds);
    expect(planned.b.analysis.beatsSeconds).toEqual(earlier(fresh).beatsSeconds);

    await stores.songs.correct(id, []);
    await refreshAnalysis(stores, id);
    const without = await stores.songs.details(id);
    expect(without?.measured.beatsSeconds).toEqual(fresh.beatsSeconds);
  });
});
