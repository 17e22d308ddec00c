import { describe, expect, it } from 'vitest';
import { decodeAudio } from './decode-audio';
import { fixture } from './fixtures/fixture';
import { stemFile } from './fixtures/stem-file';
import { readStemTracks } from './stem-atom';

const [aac, alac] = [fixture('aac.m4a'), fixture('alac.m4a')];
const ATOM = JSON.stringify({
  version: 1,
  mastering_dsp: {},
  stems: [
    { name: 'Drums', color: '#FF0000' },
    { name: 'Bässe', color: 'red' },
    { color: '#00ff00' },
    null,
  ],
});

describe('stem files', () => {
  const file = stemFile([aac, alac, aac, alac, aac], ATOM);

  it('name and colour their stems, which are the tracks after the first', () => {
    expect(readStemTracks(file)).toEqual([
      { track: 1, name: 'Drums', color: '#FF0000' },
      { track: 2, name: 'Bässe', color: null },
      { track: 3, name: 'Stem 3', color: '#00ff00' },
      { track: 4, name: 'Stem 4', color: null },
    ]);
  });

  it('decode track by track as the files that they are made of', async () => {
    for (const [track, source] of [aac, alac, aac, alac, aac].entries()) {
      const [inside, alone] = await Promise.all([
        decodeAudio(file, 'song.stem.mp4', { track }),
        decodeAudio(source, 'song.m4a'),
      ]);
      expect(inside.format).toBe(alone.format);
      expect(inside.pcm.channels[0]).toEqual(alone.pcm.channels[0]);
    }
  });

  it('with a track missing are told as damaged', async () => {
    const short = stemFile([aac, alac], ATOM);
    await expect(decodeAudio(short, 'song.stem.mp4', { track: 4 })).rejects.toMatchObject({
      code: 'file-truncated',
    });
  });

  it.each(['not json', '[]', '{"stems":7}', '{"stems":[]}', 'null', ''])(
    'with %j for an atom are ordinary files',
    (atom) => {
      expect(readStemTracks(stemFile([aac, alac], atom))).toBeNull();
    },
  );

  it('are not found where there is no atom, or no MP4', () => {
    expect(readStemTracks(aac)).toBeNull();
    expect(readStemTracks(new Uint8Array(100))).toBeNull();
  });
});
