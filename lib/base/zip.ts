/**
 * ZIP archives without compression: sound does not get smaller, and whoever unpacks needs nothing but the
 * format itself. Archives and files end at 4 GB.
 * Source: PKWARE APPNOTE 6.3 (local headers, central directory, end record).
 */
import { SegueError } from './errors';

export interface ZipEntry {
  name: string;
  pieces: Iterable<Uint8Array>;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Names are UTF-8. */
const FLAGS = 0x0800;
const VERSION = 20;
/** 1 January 1980: the same content is the same archive. */
const DATE = 0x21;
const MAX_BYTES = 2 ** 32 - 2 ** 20;

/** An archive in pieces. @throws SegueError `song-too-long` beyond 4 GB */
export function* zipChunks(entries: Iterable<ZipEntry>): Generator<Uint8Array> {
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name, pieces } of entries) {
    // The size stands before the content, so the content is made first.
    const content = [...pieces];
    const bytes = content.reduce((sum, piece) => sum + piece.length, 0);
    if (at + bytes > MAX_BYTES) {
      throw new SegueError(
        'song-too-long',
        'A ZIP archive ends at 4 GB, and this would be larger. Export 16 bits, or a shorter remix.',
      );
    }
    const fields = { name: new TextEncoder().encode(name), crc: crc32(content), bytes };
    const head = localHeader(fields);
    yield head;
    yield* content;
    directory.push(centralHeader(fields, at));
    at += head.length + bytes;
  }
  yield* directory;
  const directoryBytes = directory.reduce((sum, header) => sum + header.length, 0);
  yield endRecord(directory.length, directoryBytes, at);
}

/**
 * The files of an archive that was written without compression.
 * @throws SegueError `format-unsupported` where it is no such archive
 */
export function readZip(archive: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  let end = archive.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) end--;
  if (end < 0) throw unreadable();
  const files = new Map<string, Uint8Array>();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > archive.length || view.getUint32(at, true) !== CENTRAL) throw unreadable();
    const method = view.getUint16(at + 10, true);
    const bytes = view.getUint32(at + 24, true);
    const nameBytes = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    if (method !== 0 || local + 30 > archive.length) throw unreadable();
    const name = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameBytes));
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (start + bytes > archive.length) throw unreadable();
    files.set(name, archive.subarray(start, start + bytes));
    at += 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return files;
}

interface EntryFields {
  name: Uint8Array;
  crc: number;
  bytes: number;
}

function localHeader({ name, crc, bytes }: EntryFields): Uint8Array {
  return record(30 + name.length, name, 30, [
    [4, LOCAL],
    [2, VERSION],
    [2, FLAGS],
    [2, 0],
    [2, 0],
    [2, DATE],
    [4, crc],
    [4, bytes],
    [4, bytes],
    [2, name.length],
    [2, 0],
  ]);
}

function centralHeader({ name, crc, bytes }: EntryFields, offset: number): Uint8Array {
  return record(46 + name.length, name, 46, [
    [4, CENTRAL],
    [2, VERSION],
    [2, VERSION],
    [2, FLAGS],
    [2, 0],
    [2, 0],
    [2, DATE],
    [4, crc],
    [4, bytes],
    [4, bytes],
    [2, name.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, offset],
  ]);
}

function endRecord(entries: number, directoryBytes: number, offset: number): Uint8Array {
  return record(22, new Uint8Array(0), 22, [
    [4, END],
    [2, 0],
    [2, 0],
    [2, entries],
    [2, entries],
    [4, directoryBytes],
    [4, offset],
    [2, 0],
  ]);
}

/** Little-endian fields of 2 or 4 bytes, with a name behind them. */
function record(
  bytes: number,
  name: Uint8Array,
  nameAt: number,
  fields: readonly (readonly [2 | 4, number])[],
): Uint8Array {
  const result = new Uint8Array(bytes);
  const view = new DataView(result.buffer);
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 4) view.setUint32(at, value, true);
    else view.setUint16(at, value, true);
    at += size;
  }
  result.set(name, nameAt);
  return result;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  return value;
});

function crc32(pieces: readonly Uint8Array[]): number {
  let crc = 0xffffffff;
  for (const piece of pieces) {
    for (let i = 0; i < piece.length; i++) {
      crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ piece[i]) & 0xff];
    }
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function unreadable(): SegueError {
  return new SegueError(
    'format-unsupported',
    'This is not a ZIP archive that Segue can read: it is damaged, or its files are compressed. Export it again.',
  );
}
