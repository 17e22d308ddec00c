import { describe, expect, it } from 'vitest';
import { createIncomingSongs, filePieces } from './incoming-songs';
import { memoryBackends } from './testing/memory-store';

const BYTES = Uint8Array.of(1, 2, 3, 4, 5);
const SONG = { title: 'Half way', mix: { file: 0 }, stems: [] };

function open() {
  const backends = memoryBackends();
  return { backends, incoming: createIncomingSongs(backends.files) };
}

const file = () => ({ name: 'a.wav', sizeBytes: 5, pieces: filePieces(new Blob([BYTES])) });

describe('incoming songs', () => {
  it('come back with their files in the order in which they came, until they are discarded', async () => {
    const { incoming, backends } = open();
    await incoming.keep({ ...SONG, id: 'later', keptAtMs: 2 }, [file()]);
    await incoming.keep({ ...SONG, id: 'first', keptAtMs: 1 }, [file()]);
    const [song, later] = await incoming.list();
    expect([song.id, later.id]).toEqual(['first', 'later']);
    expect(song).toMatchObject({ ...SONG, files: [{ name: 'a.wav', sizeBytes: 5 }] });
    expect(await incoming.read('first', 0, 1, 3)).toEqual(Uint8Array.of(2, 3));
    await incoming.resumed(song);
    expect((await incoming.list())[0].resumedTimes).toBe(1);
    for (const { id } of [song, later]) await incoming.discard(id);
    expect(backends.paths()).toEqual([]);
  });

  it('that do not fit leave nothing', async () => {
    const { incoming, backends } = open();
    backends.limitBytes(7);
    const keeping = incoming.keep({ ...SONG, id: 'one', keptAtMs: 1 }, [file(), file()]);
    await expect(keeping).rejects.toMatchObject({ code: 'storage-full' });
    expect(backends.paths()).toEqual([]);
  });

  it('whose copying was cut off, or whose manifest is damaged, are not there', async () => {
    const { incoming, backends } = open();
    await backends.files.write('incoming/cut/0', [BYTES]);
    await backends.files.write('incoming/damaged/manifest', [BYTES]);
    expect(await incoming.list()).toEqual([]);
    await incoming.keep({ ...SONG, id: 'whole', keptAtMs: 1 }, [file()]);
    await incoming.removeOrphans();
    expect(backends.paths()).toEqual(['incoming/whole/0', 'incoming/whole/manifest']);
  });
});
