/** Ogg pages and the packets in them. Source: RFC 3533 §6. */
import { matchesAt, uint32le } from './byte-fields';

export interface OggPage {
  start: number;
  end: number;
  /** Which of the streams in the file it belongs to. */
  serial: number;
  isFirst: boolean;
  isLast: boolean;
  /** Position at the end of the page in the stream's own units; -1 where no packet ends in it. */
  granule: number;
  /** Where the segment table and the content begin. */
  tableStart: number;
  contentStart: number;
}

const HEADER_BYTES = 27;
const FIRST_PAGE = 2;
const LAST_PAGE = 4;

/** All whole pages of a file in order, over damage in between. */
export function* oggPages(bytes: Uint8Array, start: number): Generator<OggPage> {
  for (let at = start; at + HEADER_BYTES <= bytes.length; ) {
    const page = matchesAt(bytes, at, 'OggS') && bytes[at + 4] === 0 ? readPage(bytes, at) : null;
    if (page) {
      yield page;
      at = page.end;
    } else {
      // 0x4f is the "O" of "OggS".
      at = bytes.indexOf(0x4f, at + 1);
      if (at < 0) return;
    }
  }
}

function readPage(bytes: Uint8Array, start: number): OggPage | null {
  const flags = bytes[start + 5];
  const segments = bytes[start + 26];
  const tableStart = start + HEADER_BYTES;
  const contentStart = tableStart + segments;
  let end = contentStart;
  for (let i = 0; i < segments; i++) end += bytes[tableStart + i] ?? 0;
  if (end > bytes.length) return null;
  const high = uint32le(bytes, start + 10) | 0;
  return {
    start,
    end,
    serial: uint32le(bytes, start + 14),
    isFirst: (flags & FIRST_PAGE) !== 0,
    isLast: (flags & LAST_PAGE) !== 0,
    granule: high < 0 ? -1 : high * 2 ** 32 + uint32le(bytes, start + 6),
    tableStart,
    contentStart,
  };
}

/** The first packets of a stream, put together from its pages; fewer where the file ends before. */
export function firstPackets(
  bytes: Uint8Array,
  pages: readonly OggPage[],
  count: number,
): Uint8Array[] {
  const packets: Uint8Array[] = [];
  let pieces: Uint8Array[] = [];
  for (const page of pages) {
    let from = page.contentStart;
    let to = from;
    for (let i = page.tableStart; i < page.contentStart; i++) {
      to += bytes[i];
      // A segment of 255 bytes goes on in the next one.
      if (bytes[i] === 255) continue;
      packets.push(joined([...pieces, bytes.subarray(from, to)]));
      if (packets.length === count) return packets;
      pieces = [];
      from = to;
    }
    if (to > from) pieces.push(bytes.subarray(from, to));
  }
  return packets;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0];
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/**
 * The pages in pieces of about `chunkBytes`, as whole pages. The last piece holds several pages: decoders cut
 * the stream's end off the piece that they are in, and it may be longer than the last page.
 */
export function* pageChunks(
  bytes: Uint8Array,
  pages: readonly OggPage[],
  chunkBytes: number,
): Generator<Uint8Array> {
  let chunk: OggPage[] = [];
  let size = 0;
  const toBytes = () => joined(contiguous(chunk).map(([from, to]) => bytes.subarray(from, to)));
  for (let i = 0; i < pages.length; i++) {
    chunk.push(pages[i]);
    size += pages[i].end - pages[i].start;
    if (size >= chunkBytes && i < pages.length - PAGES_KEPT_TOGETHER) {
      yield toBytes();
      chunk = [];
      size = 0;
    }
  }
  if (chunk.length > 0) yield toBytes();
}

const PAGES_KEPT_TOGETHER = 4;

function contiguous(pages: readonly OggPage[]): [number, number][] {
  const stretches: [number, number][] = [];
  for (const { start, end } of pages) {
    const last = stretches.at(-1);
    if (last?.[1] === start) last[1] = end;
    else stretches.push([start, end]);
  }
  return stretches;
}
