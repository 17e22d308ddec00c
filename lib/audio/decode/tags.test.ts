import { describe, expect, it } from 'vitest';
import { decodeAudio } from './decode-audio';
import { fixture } from './fixtures/fixture';
import { id3v2Length, readId3Tags } from './id3-tags';
import { readVorbisComments } from './vorbis-comments';

/** An ID3v2 tag of text frames, each with its encoding byte and content. */
function id3v2(version: number, frames: [string, number[]][], flags = 0): Uint8Array {
  const body = frames.flatMap(([name, content]) => {
    const letters = [...name].map((letter) => letter.charCodeAt(0));
    const size = version === 2 ? [0, 0, content.length] : [0, 0, 0, content.length];
    return [...letters, ...size, ...(version === 2 ? [] : [0, 0]), ...content];
  });
  return Uint8Array.from([0x49, 0x44, 0x33, version, 0, flags, 0, 0, 0, body.length, ...body]);
}

const bytesOf = (content: string, encoding: BufferEncoding) => [...Buffer.from(content, encoding)];

describe('ID3 tags', () => {
  it.each([
    ['Latin-1', [0, ...bytesOf('Götterfunken', 'latin1')]],
    ['UTF-16 with a mark', [1, 0xff, 0xfe, ...bytesOf('Götterfunken', 'utf16le')]],
    ['UTF-8', [3, ...bytesOf('Götterfunken', 'utf8')]],
    ['several values', [3, ...bytesOf('Götterfunken\0Freude', 'utf8')]],
  ])('are read from %s', (_, content) => {
    const tags = readId3Tags(id3v2(4, [['TIT2', content]]));
    expect(tags).toEqual({ title: 'Götterfunken', artist: null });
  });

  it('are read in all three versions', () => {
    for (const version of [2, 3, 4]) {
      const [title, artist] = version === 2 ? ['TT2', 'TP1'] : ['TIT2', 'TPE1'];
      const tag = id3v2(version, [
        [artist, [0, ...bytesOf('Schiller', 'latin1')]],
        [title, [0, ...bytesOf('An die Freude', 'latin1')]],
      ]);
      expect(readId3Tags(tag)).toEqual({ title: 'An die Freude', artist: 'Schiller' });
      expect(id3v2Length(tag)).toBe(tag.length);
    }
  });

  it('are read with the zeros taken out that unsynchronisation put in', () => {
    const content = [1, 0xff, 0, 0xfe, ...bytesOf('Ode', 'utf16le')];
    expect(readId3Tags(id3v2(3, [['TIT2', content]], 0x80)).title).toBe('Ode');
  });

  it('at the end of a file count where there are none at the start', async () => {
    const old = new Uint8Array(128);
    old.set(bytesOf('TAGAn die Freude', 'latin1'));
    old.set(bytesOf('Schiller  ', 'latin1'), 33);
    const song = Buffer.concat([fixture('lame-vbr.mp3'), old]);
    const decoded = await decodeAudio(song, 'a.mp3');
    expect(decoded).toMatchObject({ title: 'An die Freude', artist: 'Schiller' });
    const newer = id3v2(3, [['TIT2', [0, ...bytesOf('Ode', 'latin1')]]]);
    expect(readId3Tags(Buffer.concat([newer, song]))).toEqual({ title: 'Ode', artist: 'Schiller' });
  });

  it('with a size that reaches far beyond the file do no harm', () => {
    const tag = id3v2(3, [['TIT2', [0, ...bytesOf('Ode', 'latin1')]]]);
    tag.set([0x7f, 0x7f, 0x7f, 0x7f], 6);
    expect(readId3Tags(tag).title).toBe('Ode');
  });
});

describe('Vorbis comments', () => {
  it('are found whatever the case of their names; the first of several counts', () => {
    const comments = ['ARTIST=Schiller', 'Title=An die=Freude', 'title=Second', 'empty'];
    const entry = (content: string) => [content.length, 0, 0, 0, ...bytesOf(content, 'utf8')];
    const block = [...entry('libVorbis'), comments.length, 0, 0, 0, ...comments.flatMap(entry)];
    expect(readVorbisComments(Uint8Array.from(block))).toEqual({
      title: 'An die=Freude',
      artist: 'Schiller',
    });
  });
});
