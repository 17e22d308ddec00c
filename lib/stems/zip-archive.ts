/**
 * Files in a zip, read one at a time from where they lie: neither the archive nor the rest of its content is
 * loaded. Source: PKWARE APPNOTE 6.3, §4.3 to §4.5. Inflating is the platform's.
 */
import { SONG_LIMITS } from '@/lib/audio/decode/limits';
import { SegueError } from '@/lib/base/errors';
import { type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import type { ByteSource } from './byte-source';

export interface ZipEntry {
  /** With its folders, as the archive writes it. */
  path: string;
  /** When it is unpacked. */
  sizeBytes: number;
  packedBytes: number;
  method: number;
  isEncrypted: boolean;
  headerOffset: number;
}

const SIGNATURE = { end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50, entry: 0x02014b50 };
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const LOCATOR64_BYTES = 20;
const END64_BYTES = 56;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
/** The comment behind the end record is at most this long. */
const MAX_COMMENT_BYTES = 65_535;
const STORED = 0;
const DEFLATED = 8;
const FLAG_ENCRYPTED = 1;
const FLAG_UTF8 = 0x800;
const EXTRA_ZIP64 = 1;
const IN_ZIP64 = 0xffffffff;
/** A song's multitrack has dozens of files; a directory beyond this is not one. */
const MAX_ENTRIES = 2000;
const MAX_DIRECTORY_BYTES = 1 << 22;

/**
 * The files in an archive, folders left out.
 * @throws SegueError `file-truncated` where it is damaged, `too-many-files`
 */
export async function listZip(source: ByteSource, name: string): Promise<ZipEntry[]> {
  const directory = await findDirectory(source, name);
  if (directory.bytes > MAX_DIRECTORY_BYTES || directory.entries > MAX_ENTRIES) {
    throw new SegueError(
      'too-many-files',
      `"${name}" holds more than ${MAX_ENTRIES} files. Give a zip with the stems of one song.`,
    );
  }
  const bytes = await readWithin(source, directory.offset, directory.bytes, name);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: ZipEntry[] = [];
  for (let at = 0; at + ENTRY_BYTES <= bytes.length && entries.length < MAX_ENTRIES; ) {
    if (view.getUint32(at, true) !== SIGNATURE.entry) break;
    const nameBytes = view.getUint16(at + 28, true);
    const extraBytes = view.getUint16(at + 30, true);
    const next = at + ENTRY_BYTES + nameBytes + extraBytes + view.getUint16(at + 32, true);
    if (next > bytes.length) throw damaged(name);
    const flags = view.getUint16(at + 8, true);
    const nameStart = at + ENTRY_BYTES;
    const path = decodeName(bytes.subarray(nameStart, nameStart + nameBytes), flags);
    const extraStart = nameStart + nameBytes;
    const sizes = readSizes(view, at, extraStart, extraStart + extraBytes);
    if (!path.endsWith('/')) {
      const isEncrypted = (flags & FLAG_ENCRYPTED) !== 0;
      entries.push({ path, ...sizes, method: view.getUint16(at + 10, true), isEncrypted });
    }
    at = next;
  }
  return entries;
}

/**
 * Unpacks one file. What a bomb unpacks to is cut off at the size that its entry states.
 * @throws SegueError `format-unsupported` (encrypted, an unusual method), `file-truncated`, `song-too-long`
 */
export async function readZipEntry(
  source: ByteSource,
  entry: ZipEntry,
  { signal }: TaskOptions = {},
): Promise<Uint8Array> {
  const name = entry.path.split('/').at(-1) as string;
  if (entry.isEncrypted) {
    throw new SegueError(
      'format-unsupported',
      `"${name}" is protected by a password. Unpack the zip and drop its folder instead.`,
    );
  }
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw new SegueError(
      'format-unsupported',
      `"${name}" is packed in a way that is not read here. Unpack the zip and drop its folder instead.`,
    );
  }
  const largest = Math.max(entry.sizeBytes, entry.packedBytes);
  if (largest > SONG_LIMITS.maxFileBytes) {
    throw new SegueError(
      'song-too-long',
      `"${name}" unpacks to ${(largest / 1e9).toFixed(1)} GB, more than fits. Export a shorter or smaller file.`,
    );
  }
  const local = await readWithin(source, entry.headerOffset, LOCAL_BYTES, name);
  const view = new DataView(local.buffer, local.byteOffset, local.byteLength);
  const isWhole = entry.method !== STORED || entry.packedBytes === entry.sizeBytes;
  if (view.getUint32(0, true) !== LOCAL_SIGNATURE || !isWhole) throw damaged(name);
  const start =
    entry.headerOffset + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  const packed = await readWithin(source, start, entry.packedBytes, name);
  if (entry.method === STORED) return packed;
  return inflate(packed, entry.sizeBytes, name, signal);
}

async function inflate(
  packed: Uint8Array,
  sizeBytes: number,
  name: string,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const whole = new Uint8Array(sizeBytes);
  let at = 0;
  const stream = new Blob([packed as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  try {
    for (;;) {
      throwIfAborted(signal);
      const { done, value } = await reader.read();
      if (done) break;
      if (at + value.length > sizeBytes) throw damaged(name);
      whole.set(value, at);
      at += value.length;
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error instanceof SegueError ? error : damaged(name, error);
  }
  if (at < sizeBytes) throw damaged(name);
  return whole;
}

interface Directory {
  entries: number;
  bytes: number;
  offset: number;
}

/** The end record stands at the end of the archive, before a comment. */
async function findDirectory(source: ByteSource, name: string): Promise<Directory> {
  const from = Math.max(0, source.sizeBytes - END_BYTES - MAX_COMMENT_BYTES);
  const tail = await readWithin(source, from, source.sizeBytes - from, name);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) !== SIGNATURE.end) continue;
    const directory = {
      entries: view.getUint16(at + 10, true),
      bytes: view.getUint32(at + 12, true),
      offset: view.getUint32(at + 16, true),
    };
    const isLarge = directory.offset === IN_ZIP64 || directory.entries === 0xffff;
    return isLarge ? findDirectory64(source, view, at - LOCATOR64_BYTES, name) : directory;
  }
  throw damaged(name);
}

async function findDirectory64(
  source: ByteSource,
  tail: DataView,
  locatorAt: number,
  name: string,
): Promise<Directory> {
  if (locatorAt < 0 || tail.getUint32(locatorAt, true) !== SIGNATURE.locator64) throw damaged(name);
  const end = await readWithin(source, uint64(tail, locatorAt + 8), END64_BYTES, name);
  const view = new DataView(end.buffer, end.byteOffset, end.byteLength);
  if (view.getUint32(0, true) !== SIGNATURE.end64) throw damaged(name);
  return { entries: uint64(view, 32), bytes: uint64(view, 40), offset: uint64(view, 48) };
}

/** Sizes and place of an entry; those of 4 GB and more stand in its extra field, in this order. */
function readSizes(view: DataView, at: number, extraStart: number, extraEnd: number) {
  const sizes = {
    sizeBytes: view.getUint32(at + 24, true),
    packedBytes: view.getUint32(at + 20, true),
    headerOffset: view.getUint32(at + 42, true),
  };
  for (let extra = extraStart; extra + 4 <= extraEnd; ) {
    const fieldEnd = extra + 4 + view.getUint16(extra + 2, true);
    if (view.getUint16(extra, true) === EXTRA_ZIP64) {
      let field = extra + 4;
      for (const key of ['sizeBytes', 'packedBytes', 'headerOffset'] as const) {
        if (sizes[key] !== IN_ZIP64 || field + 8 > Math.min(fieldEnd, extraEnd)) continue;
        sizes[key] = uint64(view, field);
        field += 8;
      }
    }
    extra = fieldEnd;
  }
  return sizes;
}

function uint64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

/** Names without the flag are in the code page of whoever packed them; their letters matter little here. */
function decodeName(bytes: Uint8Array, flags: number): string {
  const isUtf8 = (flags & FLAG_UTF8) !== 0 || isValidUtf8(bytes);
  return new TextDecoder(isUtf8 ? 'utf-8' : 'windows-1252').decode(bytes).replaceAll('\\', '/');
}

function isValidUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

async function readWithin(
  source: ByteSource,
  from: number,
  length: number,
  name: string,
): Promise<Uint8Array> {
  if (from < 0 || from + length > source.sizeBytes) throw damaged(name);
  return source.read(from, from + length);
}

function damaged(name: string, cause?: unknown): SegueError {
  return new SegueError(
    'file-truncated',
    `"${name}" is incomplete or damaged: it cannot be unpacked. Download or pack it again.`,
    { cause },
  );
}
