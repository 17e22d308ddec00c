import { describe, expect, it } from 'vitest';
import { remixFileName, remixTitle } from './remix-title';

const G_MINOR = {
  tonic: 'G',
  mode: 'minor',
  confidence: 1,
  camelot: '6A',
  tuningCents: 0,
} as const;
const C_MAJOR = {
  tonic: 'C',
  mode: 'major',
  confidence: 1,
  camelot: '8B',
  tuningCents: 0,
} as const;

describe('remixTitle', () => {
  it('names both songs, the tempo and the key of the song whose pitch stays', () => {
    const songs = {
      a: { title: 'Lithium', analysis: { key: C_MAJOR } },
      b: { title: 'Sodium', analysis: { key: G_MINOR } },
    };
    const tempo = {
      targetBpm: 139.98,
      instrumentalRatio: 1,
      vocalRatio: 1,
      vocalBeatsPerBeat: 1,
      reason: '',
    };
    expect(remixTitle({ vocalSong: 'a', tempo }, songs)).toBe('Lithium x Sodium - 140 BPM - Gm');
    expect(remixTitle({ vocalSong: 'b', tempo }, songs)).toBe('Lithium x Sodium - 140 BPM - C');
  });
});

describe('remixFileName', () => {
  it('replaces what file systems refuse', () => {
    expect(remixFileName('AC/DC x Who? - 120 BPM - C#')).toBe('AC_DC x Who_ - 120 BPM - C#.wav');
  });
  it('never is empty', () => {
    expect(remixFileName(' ')).toBe('remix.wav');
  });
});
