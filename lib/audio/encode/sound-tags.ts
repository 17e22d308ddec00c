/** What a sound file says about itself, in the words of the formats that can. */

export interface Chapter {
  startSeconds: number;
  title: string;
}

export interface SoundTags {
  title: string;
  artist: string;
  tempoBpm: number;
  /** "Am", as DJ programs write it. */
  key: string;
  comment: string;
  /** In order. */
  chapters: readonly Chapter[];
}

/** Who wrote the file. */
const VENDOR = 'Segue';

/** The block in which FLAC and Ogg hold comments: vendor and comments, each behind its length, little-endian. */
export function commentBlock(tags?: SoundTags): Uint8Array {
  const comments = tags ? vorbisComments(tags) : [];
  const texts = [VENDOR, ...comments].map((text) => new TextEncoder().encode(text));
  const block = new Uint8Array(4 + texts.reduce((sum, text) => sum + 4 + text.length, 0));
  const view = new DataView(block.buffer);
  let at = 0;
  texts.forEach((text, index) => {
    view.setUint32(at, text.length, true);
    block.set(text, at + 4);
    at += 4 + text.length;
    if (index === 0) {
      view.setUint32(at, comments.length, true);
      at += 4;
    }
  });
  return block;
}

/** Tags as Vorbis comments, which FLAC and Ogg use; chapters by the chapter extension of the same. */
function vorbisComments(tags: SoundTags): string[] {
  const comments = [
    ['TITLE', tags.title],
    ['ARTIST', tags.artist],
    ['BPM', tags.tempoBpm.toFixed(2).replace(/\.?0+$/, '')],
    ['INITIALKEY', tags.key],
    ['COMMENT', tags.comment],
  ];
  tags.chapters.forEach(({ startSeconds, title }, index) => {
    const name = `CHAPTER${String(index + 1).padStart(3, '0')}`;
    comments.push([name, clockTime(startSeconds)], [`${name}NAME`, title]);
  });
  return comments.filter(([, value]) => value !== '').map(([name, value]) => `${name}=${value}`);
}

/** "00:01:23.456". */
function clockTime(seconds: number): string {
  const milliseconds = Math.round(seconds * 1000);
  const part = (value: number, digits: number) => String(value).padStart(digits, '0');
  return [
    part(Math.floor(milliseconds / 3_600_000), 2),
    part(Math.floor(milliseconds / 60_000) % 60, 2),
    `${part(Math.floor(milliseconds / 1000) % 60, 2)}.${part(milliseconds % 1000, 3)}`,
  ].join(':');
}
