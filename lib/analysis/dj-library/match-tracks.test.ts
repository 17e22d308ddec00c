import { describe, expect, it } from 'vitest';
import type { DjTrack } from './dj-track';
import { matchTracks, type SongToMatch } from './match-tracks';
import { generateTracks } from './testing/generated-collection';

function track(
  title: string,
  artist: string,
  durationSeconds: number | null,
  fileName = '',
): DjTrack {
  return {
    title,
    artist,
    durationSeconds,
    fileName,
    tempoSegments: [],
    averageBpm: null,
    cues: [],
    keyText: '',
    key: null,
    source: 'rekordbox',
    problems: [],
  };
}

const LIBRARY = [
  track('Need U (100%) (Skreamix)', 'Duke Dumont ft. A*M*E', 392.9),
  track('Need U (100%)', 'Duke Dumont feat. A*M*E & MNEK', 270),
  track('Déjà Vu (Original Mix)', 'Beyoncé', 240),
  track('Night Drive', 'Ann & Bea', 301, 'Ann & Bea - Night Drive.mp3'),
  track('Night Drive', 'Carl', 301, '07 Night Drive.mp3'),
  track('', '', 180, 'Dora - Lamp_Light (Live).flac'),
  track('Rain (Tom Remix)', 'Eve', 350),
  track('Rain (Ben Remix)', 'Eve', 350),
  track('雨の夜', '花', 200),
  track('One', 'Fay', null, 'mix.mp3'),
];

function found(song: Partial<SongToMatch>): DjTrack | null {
  const whole = { title: '', artist: '', fileName: '', durationSeconds: 0, ...song };
  return matchTracks(LIBRARY, [whole])[0].track;
}

describe('songs and their library tracks', () => {
  it.each<[string, Partial<SongToMatch>, number]>([
    [
      'a guest is named or not',
      { title: 'Need U (100%)', artist: 'Duke Dumont', durationSeconds: 271 },
      1,
    ],
    [
      'a remix is that remix',
      { title: 'Need U (100%) [Skreamix]', artist: 'Duke Dumont', durationSeconds: 393 },
      0,
    ],
    [
      'accents and release words',
      { title: 'Deja Vu', artist: 'BEYONCE', durationSeconds: 239.5 },
      2,
    ],
    [
      'the artist tells namesakes apart',
      { title: 'Night Drive', artist: 'Carl', durationSeconds: 301 },
      4,
    ],
    [
      'the first artist is enough',
      { title: 'Night drive', artist: 'Ann', durationSeconds: 302 },
      3,
    ],
    ['a file name alone', { fileName: 'Ann & Bea - Night Drive.wav', durationSeconds: 301.2 }, 3],
    [
      'a file name with number',
      { fileName: '12. Beyoncé - Déjà Vu.m4a', durationSeconds: 240.3 },
      2,
    ],
    [
      'a track without tags',
      { title: 'Lamp Light (Live)', artist: 'Dora', durationSeconds: 180 },
      5,
    ],
    ['one of two remixes', { title: 'Rain - Ben Remix', artist: 'Eve', durationSeconds: 350 }, 7],
    ['slips of the pen', { title: 'Nigth Drive', artist: 'Ann and Bea', durationSeconds: 301 }, 3],
    ['other scripts', { title: '雨の夜', artist: '花', durationSeconds: 200 }, 8],
  ])('%s', (_, song, index) => {
    expect(found(song)).toBe(LIBRARY[index]);
  });

  it.each<[string, Partial<SongToMatch>]>([
    ['another length', { title: 'Need U (100%)', artist: 'Duke Dumont', durationSeconds: 320 }],
    ['another remix', { title: 'Rain (Zoe Remix)', artist: 'Eve', durationSeconds: 350 }],
    ['another artist', { title: 'Rain (Tom Remix)', artist: 'Quentin Xylo', durationSeconds: 350 }],
    ['another song', { title: 'Morning Walk', artist: 'Ann & Bea', durationSeconds: 301 }],
    [
      'a file name that many have',
      { title: 'Two', artist: 'Gus', fileName: 'mix.mp3', durationSeconds: 99 },
    ],
    ['nothing known', {}],
  ])('%s is not taken for it', (_, song) => {
    expect(found(song)).toBeNull();
  });

  it('finds each of many songs in a large library', () => {
    const library = generateTracks(2000).map((one) =>
      track(one.title, one.artist, one.durationSeconds, one.fileName),
    );
    const chosen = library.filter((_, i) => i % 100 === 7);
    const songs = chosen.map((one) => ({
      title: one.title.toUpperCase(),
      artist: `${one.artist} feat. Somebody`,
      fileName: 'download.mp3',
      durationSeconds: (one.durationSeconds ?? 0) + 0.4,
    }));
    expect(matchTracks(library, songs).map((match) => match.track)).toEqual(chosen);
  });
});
