/** Title and artist from ID3 tags. Sources: id3.org, ID3 tag version 2.4.0, 2.3.0 and 2.2.0; ID3v1. */
import { latin1, matchesAt, syncsafe32, uint24be, uint32be, utf8OrLatin1 } from './byte-fields';
import type { SongTags } from './encoded-song';

const HEADER_BYTES = 10;
const FOOTER_FLAG = 0x10;
const UNSYNCHRONISED_FLAG = 0x80;
const EXTENDED_HEADER_FLAG = 0x40;

/** Bytes that ID3v2 tags take at the start of a file (some files have two); 0 where there is none. */
export function id3v2Length(bytes: Uint8Array): number {
  let at = 0;
  while (matchesAt(bytes, at, 'ID3') && at < bytes.length) {
    const footer = (bytes[at + 5] ?? 0) & FOOTER_FLAG ? HEADER_BYTES : 0;
    at += HEADER_BYTES + syncsafe32(bytes, at + 6) + footer;
  }
  return at;
}

/** Tags of a file with ID3v2 at its start or ID3v1 at its end; ID3v2 wins, as v1 cuts at 30 letters. */
export function readId3Tags(bytes: Uint8Array): SongTags {
  const v2 = readId3v2(bytes);
  const v1 = readId3v1(bytes);
  return { title: v2.title ?? v1.title, artist: v2.artist ?? v1.artist };
}

function readId3v1(bytes: Uint8Array): SongTags {
  const at = bytes.length - 128;
  if (at < 0 || !matchesAt(bytes, at, 'TAG')) return { title: null, artist: null };
  return {
    title: cleanText(utf8OrLatin1(bytes.subarray(at + 3, at + 33))),
    artist: cleanText(utf8OrLatin1(bytes.subarray(at + 33, at + 63))),
  };
}

/** Tags of one ID3v2 tag at the start of the bytes. */
export function readId3v2(bytes: Uint8Array): SongTags {
  const tags: SongTags = { title: null, artist: null };
  if (!matchesAt(bytes, 0, 'ID3')) return tags;
  const version = bytes[3];
  const flags = bytes[5] ?? 0;
  const end = Math.min(bytes.length, HEADER_BYTES + syncsafe32(bytes, 6));
  // Before version 2.4 the whole tag is unsynchronised, from then on each frame by itself.
  const isWhole = (flags & UNSYNCHRONISED_FLAG) !== 0 && version < 4;
  const body = isWhole
    ? resynchronised(bytes.subarray(HEADER_BYTES, end))
    : bytes.subarray(HEADER_BYTES, end);
  const nameBytes = version === 2 ? 3 : 4;
  const frameHeader = version === 2 ? 6 : 10;
  let at = 0;
  if (version > 2 && flags & EXTENDED_HEADER_FLAG) {
    at = version === 4 ? syncsafe32(body, 0) : 4 + uint32be(body, 0);
  }
  while (at + frameHeader < body.length && body[at] !== 0) {
    const size =
      version === 2
        ? uint24be(body, at + 3)
        : version === 4
          ? syncsafe32(body, at + 4)
          : uint32be(body, at + 4);
    const name = latin1(body, at, nameBytes);
    const field = FIELDS[name];
    if (field && tags[field] === null) {
      let content = body.subarray(at + frameHeader, at + frameHeader + size);
      if (version === 4 && body[at + 9] & 2) content = resynchronised(content);
      if (version === 4 && body[at + 9] & 1) content = content.subarray(4);
      tags[field] = decodeText(content);
    }
    at += frameHeader + size;
  }
  return tags;
}

const FIELDS: Record<string, keyof SongTags | undefined> = {
  TIT2: 'title',
  TT2: 'title',
  TPE1: 'artist',
  TP1: 'artist',
};

const TEXT_ENCODINGS = ['latin1', 'utf-16', 'utf-16be', 'utf-8'];

/** Text frame: an encoding byte, then text; version 2.4 separates several values by a zero. */
function decodeText(content: Uint8Array): string | null {
  const encoding =
    content[0] === 1 && content[1] === 0xfe ? 'utf-16be' : TEXT_ENCODINGS[content[0]];
  if (!encoding) return null;
  return cleanText(new TextDecoder(encoding).decode(content.subarray(1)));
}

/** The first value, trimmed; null where nothing is left. */
export function cleanText(text: string): string | null {
  return text.split('\0', 1)[0].trim() || null;
}

/** Undoes unsynchronisation: a zero was put behind each 0xFF. */
function resynchronised(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, i) => !(byte === 0 && bytes[i - 1] === 0xff));
}
