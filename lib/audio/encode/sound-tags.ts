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

/** Tags as Vorbis comments, which FLAC and Ogg use; chapters by the chapter extension of the same. */
export function vorbisComments(tags: SoundTags): string[] {
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
