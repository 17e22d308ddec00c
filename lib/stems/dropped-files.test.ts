import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupDroppedFiles, MAX_DROPPED_FILES } from './dropped-files';

const group = (...paths: string[]) =>
  groupDroppedFiles(paths.map((path, index) => ({ path, sizeBytes: 1000 + index })));

/** Songs as "title: stem stem" with "mix" where there is one, in the order of the stems' files. */
const outline = (...paths: string[]) =>
  group(...paths).songs.map(({ title, mixPath, stemPaths }) =>
    [`${title}:`, ...(mixPath ? ['mix'] : []), ...stemPaths.map(({ stem }) => stem)].join(' '),
  );

describe('groupDroppedFiles', () => {
  it.each([
    ['Song (Vocals).wav', 'Song (Drums).wav', 'Song (Bass).wav', 'Song (Other).wav'],
    ['Song_vocals.flac', 'Song_drums.flac', 'Song_bass.flac', 'Song_instrumental.flac'],
    [
      '01 - Song - VOX.mp3',
      '02 - Song - Percussion.mp3',
      '03 - Song - Bass.mp3',
      '04 - Song - Keys.mp3',
    ],
    ['song.[voice].ogg', 'SONG.[Drum].ogg', 'Song.[BASS].ogg', 'song.[melody].ogg'],
    ['Vocals - Song.wav', 'Drums - Song.wav', 'Bass - Song.wav', 'Other - Song.wav'],
    ['SongLeadVox.wav', 'SongBeat.wav', 'SongBass.wav', 'SongSynth.wav'],
    ['Song a cappella.wav', 'Song kick 1.wav', 'Song sub bass.wav', 'Song pads 2.wav'],
  ])('reads the naming style of %s', (...paths) => {
    const { songs } = group(...paths);
    expect(songs).toHaveLength(1);
    expect(songs[0].title.toLowerCase()).toMatch(/song/);
    expect(songs[0].mixPath).toBeNull();
    expect(songs[0].stemPaths.map(({ stem }) => stem)).toEqual([
      'vocals',
      'drums',
      'bass',
      'other',
    ]);
  });

  it('takes a folder of stems with its mix as one song, named after the folder', () => {
    expect(
      outline(
        'lithium/bass.ogg',
        'lithium/drums.ogg',
        'lithium/mix.mp3',
        'lithium/other.ogg',
        'lithium/vocals.ogg',
      ),
    ).toEqual(['lithium: mix bass drums other vocals']);
    expect(
      outline(
        'Dusk/Dusk.wav',
        'Dusk/Stems/Vox.wav',
        'Dusk/Stems/Kick.wav',
        'Dusk/Stems/Bass DI.wav',
        'Dusk/Stems/Strings.wav',
      ),
    ).toEqual(['Dusk: mix vocals drums bass other']);
  });

  it('keeps the stems of two songs in one heap apart', () => {
    const names = ['Vocals', 'Drums', 'Bass', 'Other'];
    const paths = names.flatMap((name) => [`Red ${name}.wav`, `Blue 2 ${name}.wav`]);
    expect(outline(...paths, 'Red.wav', 'Green.mp3')).toEqual([
      'Red: mix vocals drums bass other',
      'Blue 2: vocals drums bass other',
      'Green: mix',
    ]);
  });

  it('takes more than four stems, several to a stem', () => {
    const paths = [
      'Lead Vox',
      'BGV 1',
      'BGV 2',
      'Kick',
      'Snare',
      'Bass Guitar',
      'Synth Bass',
      'Pads',
    ];
    expect(outline(...paths.map((name) => `Night/${name}.wav`))).toEqual([
      'Night: vocals vocals vocals drums drums bass bass other',
    ]);
  });

  it('takes an a cappella with its instrumental, but either alone is a full song', () => {
    expect(outline('Hope (Acapella).mp3', 'Hope (Instrumental).mp3')).toEqual([
      'Hope: vocals instrumental',
    ]);
    expect(outline('1_Hope_(Vocals).wav', '1_Hope_(No Vocals).wav')).toEqual([
      '1 Hope: vocals instrumental',
    ]);
    expect(outline('Hope (Acapella).mp3', 'Faith (Instrumental).mp3')).toEqual([
      'Hope (Acapella): mix',
      'Faith (Instrumental): mix',
    ]);
  });

  it('does not count an instrumental on top of the stems that it contains', () => {
    const { songs, ignoredPaths } = group(
      ...['Vocals', 'Drums', 'Bass', 'Other', 'Instrumental'].map((name) => `Song ${name}.wav`),
    );
    expect(songs[0].stemPaths.map(({ stem }) => stem)).toEqual([
      'vocals',
      'drums',
      'bass',
      'other',
    ]);
    expect(ignoredPaths).toEqual(['Song Instrumental.wav']);
  });

  it('is not misled by titles with the words in them', () => {
    expect(outline('Drums of War.mp3', 'All About That Bass.mp3', 'Extended Mix.mp3')).toEqual([
      'Drums of War: mix',
      'All About That Bass: mix',
      'Extended Mix: mix',
    ]);
    const roles = ['Vocals', 'Drums', 'Bass', 'Other'];
    expect(outline(...roles.map((role) => `Drum Machine (${role}).wav`))).toEqual([
      'Drum Machine: vocals drums bass other',
    ]);
    expect(outline(...roles.map((role) => `${role} - Bass Face.wav`))).toEqual([
      'Bass Face: vocals drums bass other',
    ]);
  });

  it('leaves words of the title alone that could also qualify a stem', () => {
    const names = ['vocals', 'drums', 'bass', 'other'];
    expect(outline(...names.map((name) => `Night Bus (${name}).wav`))).toEqual([
      'Night Bus: vocals drums bass other',
    ]);
    expect(outline(...names.map((name) => `Hour (Final Take)_${name} stem.wav`))).toEqual([
      'Hour (Final Take): vocals drums bass other',
    ]);
  });

  it('treats too few stems as full songs', () => {
    expect(outline('Song (Vocals).wav', 'Song (Drums).wav')).toEqual([
      'Song (Vocals): mix',
      'Song (Drums): mix',
    ]);
  });

  it('leaves aside what is no sound', () => {
    const { songs, ignoredPaths } = group(
      'a/cover.jpg',
      'a/._x.mp3',
      'a/x.mp3',
      '.DS_Store',
      'truth.json',
    );
    expect(songs.map(({ mixPath }) => mixPath)).toEqual(['a/x.mp3']);
    expect(ignoredPaths).toEqual(['a/cover.jpg', 'a/._x.mp3', '.DS_Store', 'truth.json']);
    expect(group().songs).toEqual([]);
  });

  it('refuses a music library with a sentence', () => {
    const paths = Array.from({ length: MAX_DROPPED_FILES + 1 }, (_, i) => `${i}.mp3`);
    expect(() => group(...paths)).toThrow(/51 sound files/);
    expect(group(...paths.slice(1)).songs).toHaveLength(MAX_DROPPED_FILES);
  });

  it('uses or names every file exactly once, whatever the names are', () => {
    const word = fc.constantFrom(
      'vocals',
      'Drums',
      'bass',
      'other',
      'mix',
      'inst',
      'acapella',
      'a',
      '7',
      '',
    );
    const path = fc
      .tuple(
        fc.constantFrom('', 'f/', 'f/stems/', 'g/'),
        word,
        fc.constantFrom(' ', '_', ' ('),
        word,
        word,
      )
      .map(([folder, one, gap, two, three]) => `${folder}${one}${gap}${two} ${three}.wav`);
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 12 }), (paths) => {
        const { songs, ignoredPaths } = group(...paths);
        const used = songs.flatMap(({ mixPath, stemPaths }) => [
          ...(mixPath === null ? [] : [mixPath]),
          ...stemPaths.map((stem) => stem.path),
        ]);
        expect([...used, ...ignoredPaths].sort()).toEqual([...paths].sort());
        for (const { title } of songs) expect(title).not.toBe('');
      }),
    );
  });
});
