/** The boxes of an MP4 or QuickTime file. Source: ISO/IEC 14496-12 §4.2. */
import { latin1, uint32be, uint64be } from './byte-fields';

export interface Mp4Box {
  type: string;
  /** Where the box itself begins. */
  start: number;
  /** Where its content begins and ends. The end may be promised to lie beyond the file. */
  bodyStart: number;
  end: number;
}

const NESTING_LIMIT = 100_000;

/** The boxes that lie side by side between two places. */
export function* mp4Boxes(bytes: Uint8Array, from: number, to: number): Generator<Mp4Box> {
  let count = 0;
  for (let at = from; at + 8 <= Math.min(to, bytes.length) && count < NESTING_LIMIT; count++) {
    const size32 = uint32be(bytes, at);
    const isLong = size32 === 1;
    const size = isLong ? uint64be(bytes, at + 8) : size32 === 0 ? to - at : size32;
    const bodyStart = at + (isLong ? 16 : 8);
    if (at + size < bodyStart) return;
    yield { type: latin1(bytes, at + 4, 4), start: at, bodyStart, end: at + size };
    at += size;
  }
}

/** The first box at a path of types below a box, "mdia/minf/stbl"; null where one is missing. */
export function findBox(bytes: Uint8Array, parent: Mp4Box, path: string): Mp4Box | null {
  let box: Mp4Box | null = parent;
  for (const type of path.split('/')) {
    if (!box) return null;
    // "meta" has version and flags before its boxes (§8.11.1), except in QuickTime.
    const header: number = box.type === 'meta' && uint32be(bytes, box.bodyStart) === 0 ? 4 : 0;
    box = firstOf(mp4Boxes(bytes, box.bodyStart + header, box.end), type);
  }
  return box;
}

function firstOf(boxes: Iterable<Mp4Box>, type: string): Mp4Box | null {
  for (const box of boxes) if (box.type === type) return box;
  return null;
}

export function boxBody(bytes: Uint8Array, box: Mp4Box | null): Uint8Array | undefined {
  return box ? bytes.subarray(box.bodyStart, Math.min(box.end, bytes.length)) : undefined;
}
