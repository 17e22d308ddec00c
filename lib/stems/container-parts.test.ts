import { describe, expect, it } from 'vitest';
import { fixture } from '@/lib/audio/decode/fixtures/fixture';
import { stemFile } from '@/lib/audio/decode/fixtures/stem-file';
import { bytesSource } from './byte-source';
import { isContainer, listContainer, readPart } from './container-parts';
import { groupDroppedFiles } from './dropped-files';
import { zipFile } from './testing/zip-file';

const BYTES = Uint8Array.of(1, 2, 3);

async function songsIn(name: string, bytes: Uint8Array) {
  const parts = await listContainer(bytesSource(bytes), name);
  return groupDroppedFiles(
    parts.map(({ path, sizeBytes, role }) => ({ path, sizeBytes, role: role ?? undefined })),
  ).songs;
}

describe('files that hold a song', () => {
  it('are zips and stem files', () => {
    expect(['Song.ZIP', 'Song.stem.mp4', 'Song.stem.m4a'].every(isContainer)).toBe(true);
    expect(['Song.mp4', 'stem.m4a', 'zip.wav'].some(isContainer)).toBe(false);
  });

  it('as a zip are like the folder that was packed, without what systems add', async () => {
    const names = ['Kick.wav', 'Snare.wav', 'Bass.wav', 'Lead Vox.wav', 'Pads.wav', 'mix.wav'];
    const zip = zipFile([
      ...names.map((name) => ({ path: `Night Bus/${name}`, bytes: BYTES })),
      { path: '__MACOSX/Night Bus/._Kick.wav', bytes: BYTES },
      { path: 'Night Bus/cover.jpg', bytes: BYTES },
    ]);
    const [song, ...others] = await songsIn('Night Bus.zip', zip);
    expect(others).toEqual([]);
    expect(song.title).toBe('Night Bus');
    expect(song.mixPath).toBe('Night Bus/Night Bus/mix.wav');
    expect(song.stemPaths.map(({ stem }) => stem)).toEqual([
      'drums',
      'drums',
      'bass',
      'vocals',
      'other',
    ]);
    expect(await readPart(bytesSource(zip), 'x.zip', { entry: 'Night Bus/Kick.wav' })).toEqual(
      BYTES,
    );
  });

  it('as a stem file say which track is what', async () => {
    const aac = fixture('aac.m4a');
    const stems = ['Beats', 'Sub', 'Melody', 'Vox'].map((name) => ({ name, color: '#009E73' }));
    const file = stemFile([aac, aac, aac, aac, aac], JSON.stringify({ stems }));
    const parts = await listContainer(bytesSource(file), 'Night Bus.stem.mp4');
    expect(parts.map(({ color }) => color)).toEqual([null, ...stems.map(({ color }) => color)]);
    const [song] = await songsIn('Night Bus.stem.mp4', file);
    expect(song).toMatchObject({ title: 'Night Bus', mixPath: 'Night Bus/mix' });
    expect(song.stemPaths.map(({ stem }) => stem)).toEqual(['drums', 'bass', 'other', 'vocals']);
  });

  it('as a stem file with two stems of one name hold both', async () => {
    const aac = fixture('aac.m4a');
    const stems = ['Synth', 'Synth', 'Beats', 'Vox'].map((name) => ({ name }));
    const file = stemFile([aac, aac, aac, aac, aac], JSON.stringify({ stems }));
    const [song] = await songsIn('Night Bus.stem.mp4', file);
    expect(new Set(song.stemPaths.map(({ path }) => path)).size).toBe(4);
  });

  it('as a stem file too large to load are not loaded to look', async () => {
    const read = () => Promise.reject(new Error('loaded'));
    const parts = await listContainer({ sizeBytes: 9e9, read }, 'Night Bus.stem.mp4');
    expect(parts).toMatchObject([{ sizeBytes: 9e9, within: { track: 0 } }]);
  });

  it('without the atom are one song', async () => {
    const [song] = await songsIn('Night Bus.stem.m4a', fixture('aac.m4a'));
    expect(song).toMatchObject({ mixPath: 'Night Bus.stem.m4a', stemPaths: [] });
  });
});
