import { describe, expect, it } from 'vitest';
import { createSilence, type Pcm } from '@/lib/audio/pcm';
import { encodeWav } from '@/lib/audio/wav';
import { STEM_NAMES } from '@/lib/music/stem-names';
import { createSongStore } from '@/lib/store/song-store';
import { memoryBackends } from '@/lib/store/testing/memory-store';
import { type AloneWith, addSong, type HeardSong } from './add-song';
import { identifySong } from './identify-song';
import type { SongInput } from './song-input';

const SECONDS = 16;

/** Clicks at 120 BPM, at another pitch for each stem. */
function clicks(frequencyHz: number): Pcm {
  const pcm = createSilence(SECONDS * 44100);
  for (let beat = 0; beat < SECONDS * 2; beat++) {
    for (let i = 0; i < 2000; i++) {
      const sample = 0.3 * Math.exp(-i / 300) * Math.sin((2 * Math.PI * frequencyHz * i) / 44100);
      for (const channel of pcm.channels) channel[beat * 22050 + i] += sample;
    }
  }
  return pcm;
}

function finishedSong(title: string): SongInput {
  const stems = STEM_NAMES.map((stem, index) => {
    const bytes = encodeWav(clicks(110 * 2 ** index), { bitDepth: 16 });
    const name = `${stem}.wav`;
    return { stem, file: { name, sizeBytes: bytes.length, read: async () => bytes } };
  });
  return { title, mix: null, stems };
}

function open() {
  const backends = memoryBackends();
  return { backends, store: createSongStore(backends.tables, backends.files) };
}

describe('addSong', () => {
  it('keeps a song with its picture, which is shown before the analysis', async () => {
    const { store, backends } = open();
    const heard: HeardSong[] = [];
    const steps: string[] = [];
    const summary = await addSong(store, finishedSong('Clicks'), {
      nowMs: 5,
      artist: 'Metronome',
      onHeard: (song) => heard.push(song),
      onProgress: ({ step }) => steps.push(step),
    });
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({
      title: 'Clicks',
      artist: 'Metronome',
      durationSeconds: SECONDS,
    });
    expect(summary).toMatchObject({ artist: 'Metronome', addedAtMs: 5, stemEngine: 'finished' });
    // Even clicks may be counted in halves as well.
    expect(120 / summary.tempoBpm).toBeCloseTo(Math.round(120 / summary.tempoBpm), 1);
    expect(summary.overview).toEqual(heard[0].overview);
    expect(backends.paths()).toHaveLength(5);
    expect(steps.at(-1)).toBe('Storing');
  });

  it('knows the same recording again, whatever it is called, before the slow part', async () => {
    const { store } = open();
    await addSong(store, finishedSong('Clicks'), { nowMs: 1 });
    const steps: string[] = [];
    const again = addSong(store, finishedSong('Other name'), {
      nowMs: 2,
      onProgress: ({ step }) => steps.push(step),
    });
    await expect(again).rejects.toMatchObject({
      code: 'duplicate-song',
      message: expect.stringContaining('"Clicks"'),
    });
    expect(steps.every((step) => /reading/i.test(step))).toBe(true);
  });

  it('lets of two who add the same song at once only one do the work', async () => {
    const { store } = open();
    const queues = new Map<string, Promise<unknown>>();
    const alone: AloneWith = (songId, work) => {
      const turn = (queues.get(songId) ?? Promise.resolve()).then(work);
      queues.set(songId, turn.catch(() => undefined) as Promise<unknown>);
      return turn;
    };
    let heard = 0;
    const options = { nowMs: 1, alone, onHeard: () => heard++ };
    const both = await Promise.allSettled([
      addSong(store, finishedSong('Clicks'), options),
      addSong(store, finishedSong('Same clicks'), options),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(heard).toBe(1);
  });

  it('stores nothing once it was cancelled', async () => {
    const { store, backends } = open();
    const controller = new AbortController();
    const adding = addSong(store, finishedSong('Clicks'), {
      nowMs: 1,
      signal: controller.signal,
      onHeard: () => controller.abort(),
    });
    await expect(adding).rejects.toMatchObject({ code: 'aborted' });
    expect(backends.paths()).toEqual([]);
    expect((await store.list()).records).toEqual([]);
  });

  it('leaves nothing of a song that was cancelled while it was being stored', async () => {
    const { store, backends } = open();
    const controller = new AbortController();
    const adding = addSong(store, finishedSong('Clicks'), {
      nowMs: 1,
      signal: controller.signal,
      onProgress: ({ step }) => step === 'Storing' && controller.abort(),
    });
    await expect(adding).rejects.toMatchObject({ code: 'aborted' });
    expect(backends.paths()).toEqual([]);
    expect((await store.list()).records).toEqual([]);
    expect(await store.details(await identifySong(finishedSong('Clicks')))).toBeNull();
  });
});
