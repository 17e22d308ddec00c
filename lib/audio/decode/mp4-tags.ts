/** Title and artist from an MP4's "ilst" box, as iTunes writes it. Source: QuickTime File Format, metadata. */
import { latin1, uint32be, utf8 } from './byte-fields';
import { NO_TAGS, type SongTags } from './encoded-song';
import { cleanText } from './id3-tags';
import { mp4Boxes } from './mp4-boxes';

const FIELDS: Record<string, keyof SongTags | undefined> = {
  '\xa9nam': 'title',
  '\xa9ART': 'artist',
};

const UTF8_TEXT = 1;

const FREE_ITEM = '----';
const GAPLESS_NAME = 'iTunSMPB';
const MAX_GAPLESS_BYTES = 1024;

/**
 * Of all items only the one in which iTunes notes delay and padding, if there is one. DJ programs keep items of
 * hundreds of kilobytes beside it.
 */
export function gaplessItem(ilst: Uint8Array | undefined): Uint8Array | undefined {
  if (!ilst) return undefined;
  for (const { type, start, end } of mp4Boxes(ilst, 0, ilst.length)) {
    if (type !== FREE_ITEM || end - start > MAX_GAPLESS_BYTES) continue;
    const item = ilst.subarray(start, end);
    if (latin1(item, 0, item.length).includes(GAPLESS_NAME)) return item;
  }
  return undefined;
}

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
