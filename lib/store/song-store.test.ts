import { describe, expect, it } from 'vitest';
import { STEM_NAMES } from '@/lib/music/stem-names';
import { createSongStore } from './song-store';
import { type MemoryBackends, memoryBackends } from './testing/memory-store';
import { SAMPLE_ANALYSIS, sampleSong } from './testing/samples';

function open(backends: MemoryBackends = memoryBackends()) {
  return { backends, store: createSongStore(backends.tables, backends.files) };
}

describe('song store', () => {
  it('brings back what was saved: row, analysis, sounds beyond full scale', async () => {
    const { store } = open();
    const summary = await store.save(sampleSong('one'), 100);
    expect((await store.list()).records).toEqual([summary]);
    expect((await store.details('one'))?.analysis).toEqual(SAMPLE_ANALYSIS);
    const bass = await store.sound('one', 'bass');
    expect(bass.channels[1][22049]).toBeCloseTo(1.5, 4);
    expect((await store.sound('one', 'mix')).channels[0][0]).toBeCloseTo(0.5, 4);
  });

  it('lists songs in the order in which they came', async () => {
    const { store } = open();
    await store.save(sampleSong('later'), 200);
    await store.save(sampleSong('earlier'), 100);
    expect((await store.list()).records.map(({ id }) => id)).toEqual(['earlier', 'later']);
  });

  it('tells a full disk, keeps what was there and leaves nothing of what did not fit', async () => {
    const { backends, store } = open();
    await store.save(sampleSong('one'), 1);
    const before = backends.paths();
    backends.limitBytes(200_000);
    await expect(store.save(sampleSong('two'), 2)).rejects.toMatchObject({ code: 'storage-full' });
    expect(backends.paths()).toEqual(before);
    expect((await store.list()).records.map(({ id }) => id)).toEqual(['one']);
    expect(await store.details('two')).toBeNull();
  });

  it('renames and deletes', async () => {
    const { backends, store } = open();
    await store.save(sampleSong('one'), 1);
    await store.rename('one', 'Better');
    expect((await store.summary('one'))?.title).toBe('Better');
    await store.delete('one');
    expect((await store.list()).records).toEqual([]);
    expect(backends.paths()).toEqual([]);
    await expect(store.rename('one', 'Gone')).rejects.toMatchObject({
      code: 'storage-unavailable',
    });
    await expect(store.sound('one', 'mix')).rejects.toMatchObject({ code: 'storage-unavailable' });
  });

  it('does not store the same recording twice', async () => {
    const { store } = open();
    await store.save(sampleSong('one'), 1);
    const again = store.save({ ...sampleSong('one'), title: 'Copy' }, 2);
    await expect(again).rejects.toMatchObject({ code: 'duplicate-song' });
    expect((await store.summary('one'))?.title).toBe('Song one');
    expect((await store.sound('one', 'drums')).channels[0][0]).toBeCloseTo(0.2, 4);
  });

  it('keeps corrections beside what was measured; all that is read is corrected', async () => {
    const { store } = open();
    await store.save(sampleSong('one'), 1);
    const { summary } = await store.correct('one', [
      { kind: 'halve-tempo' },
      { kind: 'set-tempo', tempoBpm: 200 },
      { kind: 'set-key', tonic: 'C', mode: 'major' },
    ]);
    expect(summary.tempoBpm).toBeCloseTo(200, 9);
    expect(summary.key.camelot).toBe('8B');
    expect(await store.summary('one')).toEqual(summary);
    const details = await store.details('one');
    expect(details?.analysis.key.camelot).toBe('8B');
    expect(details?.measured).toEqual(SAMPLE_ANALYSIS);
    expect(details?.corrections).toHaveLength(3);
    const back = await store.correct('one', []);
    expect(back.summary).toMatchObject({ tempoBpm: 120, key: { camelot: '8A' } });
    expect(back.details.analysis).toEqual(SAMPLE_ANALYSIS);
    await expect(store.correct('none', [])).rejects.toMatchObject({ code: 'storage-unavailable' });
  });

  it('reads songs that were stored before there were corrections', async () => {
    const { backends, store } = open();
    await store.save(sampleSong('one'), 1);
    const { corrections, ...old } = (await backends.tables.songDetails.get('one')) as {
      id: string;
      corrections: unknown;
    };
    await backends.tables.songDetails.put(old);
    expect(corrections).toEqual([]);
    expect((await store.details('one'))?.corrections).toEqual([]);
  });

  it('counts records that it does not understand and keeps them', async () => {
    const { backends, store } = open();
    await store.save(sampleSong('one'), 1);
    const future = { ...(await store.summary('one')), id: 'two', schema: 99 };
    await backends.tables.songs.put(future);
    expect(await store.list()).toMatchObject({ records: [{ id: 'one' }], unreadable: 1 });
    expect(await backends.tables.songs.get('two')).toEqual(future);
  });

  it('says to whoever still reads stems that they were replaced, or are gone', async () => {
    const { store } = open();
    const { analysis, stemEngine, stems } = sampleSong('one');
    await store.save(sampleSong('one'), 1);
    const opened = await store.soundInParts('one', 'bass');
    const fresh = await store.newStems('one');
    for (const stem of STEM_NAMES) await fresh.put(stem, stems[stem]);
    const { stemOverviews } = (await store.details('one')) ?? expect.fail('not stored');
    await fresh.adopt({ stemEngine, analysis, stemOverviews }, false);
    await expect(opened.read(0, 1)).rejects.toThrow('made anew');
    const again = await store.soundInParts('one', 'bass');
    await store.delete('one');
    await expect(again.read(0, 1)).rejects.toThrow('no longer there');
  });

  it('removes sounds that no record knows', async () => {
    const { backends, store } = open();
    await store.save(sampleSong('one'), 1);
    await backends.files.write('songs/crashed/mix', [new Uint8Array(8)]);
    await store.removeOrphans();
    expect(backends.paths().every((path) => path.startsWith('songs/one/'))).toBe(true);
    expect(backends.paths()).toHaveLength(5);
  });

  it('leaves the stems of a song whose record it cannot read', async () => {
    const { backends, store } = open();
    await store.save(sampleSong('one'), 1);
    await backends.files.write('songs/one/stems-2/vocals', [new Uint8Array(8)]);
    await backends.tables.songDetails.put({ id: 'one' });
    const before = backends.paths();
    await store.removeOrphans();
    expect(backends.paths()).toEqual(before);
  });
});
