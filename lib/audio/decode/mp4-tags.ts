/** Title and artist from an MP4's "ilst" box, as iTunes writes it. Source: QuickTime File Format, metadata. */
import { uint32be, utf8 } from './byte-fields';
import { NO_TAGS, type SongTags } from './encoded-song';
import { cleanText } from './id3-tags';
import { mp4Boxes } from './mp4-boxes';

const FIELDS: Record<string, keyof SongTags | undefined> = {
  '\xa9nam': 'title',
  '\xa9ART': 'artist',
};

const UTF8_TEXT = 1;

export function readMp4Tags(ilst: Uint8Array | undefined): SongTags {
  if (!ilst) return NO_TAGS;
  const tags: SongTags = { title: null, artist: null };
  for (const item of mp4Boxes(ilst, 0, ilst.length)) {
    const field = FIELDS[item.type];
    if (!field) continue;
    for (const data of mp4Boxes(ilst, item.bodyStart, item.end)) {
      if (data.type !== 'data' || uint32be(ilst, data.bodyStart) !== UTF8_TEXT) continue;
      tags[field] ??= cleanText(utf8(ilst.subarray(data.bodyStart + 8, data.end)));
    }
  }
  return tags;
}
