/** Title and artist from Vorbis comments (Ogg, Opus, FLAC). Source: Vorbis I §5. */
import { uint32le, utf8 } from './byte-fields';
import type { SongTags } from './encoded-song';
import { cleanText } from './id3-tags';

/** @param bytes a comment block from its vendor string on */
export function readVorbisComments(bytes: Uint8Array): SongTags {
  const tags: SongTags = { title: null, artist: null };
  let at = 4 + uint32le(bytes, 0);
  const count = uint32le(bytes, at);
  at += 4;
  for (let i = 0; i < count && at + 4 <= bytes.length; i++) {
    const size = uint32le(bytes, at);
    // Only the start is looked at: a picture may be in here too, as megabytes of text.
    const comment = utf8(bytes.subarray(at + 4, at + 4 + Math.min(size, MAX_COMMENT_BYTES)));
    const [name, value] = splitAtFirst(comment, '=');
    const field = name.toLowerCase();
    if (field === 'title' || field === 'artist') tags[field] ??= cleanText(value);
    at += 4 + size;
  }
  return tags;
}

const MAX_COMMENT_BYTES = 1024;

function splitAtFirst(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
