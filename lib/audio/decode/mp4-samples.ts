/**
 * Where a track's coded frames lie in an MP4 file: from its sample tables, or from the fragments that
 * streaming services make. Source: ISO/IEC 14496-12 §8.7 (tables) and §8.8 (fragments).
 */
import { uint24be, uint32be, uint64be } from './byte-fields';
import { boxBody, findBox, type Mp4Box, mp4Boxes } from './mp4-boxes';

export interface CodedFrames {
  /** Place of each frame in the file. */
  offsets: number[];
  sizes: number[];
}

/** Frames by the sample tables of a track's "stbl". */
export function tableFrames(bytes: Uint8Array, stbl: Mp4Box): CodedFrames {
  const frames: CodedFrames = { offsets: [], sizes: [] };
  const stsz = boxBody(bytes, findBox(bytes, stbl, 'stsz'));
  const stsc = boxBody(bytes, findBox(bytes, stbl, 'stsc'));
  const stco = boxBody(bytes, findBox(bytes, stbl, 'stco'));
  const co64 = boxBody(bytes, findBox(bytes, stbl, 'co64'));
  const chunkTable = stco ?? co64;
  if (!stsz || !stsc || !chunkTable) return frames;
  const sharedSize = uint32be(stsz, 4);
  // A table cannot have more entries than fit into its box, whatever its count says.
  const count = Math.min(
    uint32be(stsz, 8),
    sharedSize > 0 ? bytes.length / sharedSize : (stsz.length - 12) / 4,
  );
  const chunks = Math.min(uint32be(chunkTable, 4), (chunkTable.length - 8) / (stco ? 4 : 8));
  let entry = 0;
  for (let chunk = 0; chunk < chunks; chunk++) {
    // stsc: runs of chunks with equally many frames; the chunks count from 1.
    while (
      entry + 1 < (stsc.length - 8) / 12 &&
      uint32be(stsc, 8 + 12 * (entry + 1)) <= chunk + 1
    ) {
      entry++;
    }
    let offset = stco ? uint32be(stco, 8 + 4 * chunk) : uint64be(chunkTable, 8 + 8 * chunk);
    const inChunk = uint32be(stsc, 8 + 12 * entry + 4);
    for (let i = 0; i < inChunk && frames.sizes.length + 1 <= count; i++) {
      const size = sharedSize || uint32be(stsz, 12 + 4 * frames.sizes.length);
      frames.offsets.push(offset);
      frames.sizes.push(size);
      offset += size;
    }
  }
  return frames;
}

/** Flags of "tfhd" and "trun" (§8.8.7, §8.8.8), each for a field that is there. */
const TFHD = { baseOffset: 0x1, description: 0x2, duration: 0x8, size: 0x10 } as const;
const TRUN = { offset: 0x1, firstFlags: 0x4 } as const;
const TRUN_FRAME = { duration: 0x100, size: 0x200, flags: 0x400, composition: 0x800 } as const;

/** Frames of the track in all "moof" fragments of a file. @param mvex the movie's defaults for them */
export function fragmentFrames(
  bytes: Uint8Array,
  trackId: number,
  mvex: Mp4Box | null,
): CodedFrames {
  const frames: CodedFrames = { offsets: [], sizes: [] };
  let trexSize = 0;
  for (const box of mvex ? mp4Boxes(bytes, mvex.bodyStart, mvex.end) : []) {
    if (box.type === 'trex' && uint32be(bytes, box.bodyStart + 4) === trackId) {
      trexSize = uint32be(bytes, box.bodyStart + 16);
    }
  }
  for (const moof of mp4Boxes(bytes, 0, bytes.length)) {
    if (moof.type !== 'moof') continue;
    for (const traf of mp4Boxes(bytes, moof.bodyStart, moof.end)) {
      if (traf.type === 'traf') addTrackFragment(bytes, moof, traf, trackId, trexSize, frames);
    }
  }
  return frames;
}

function addTrackFragment(
  bytes: Uint8Array,
  moof: Mp4Box,
  traf: Mp4Box,
  trackId: number,
  trexSize: number,
  frames: CodedFrames,
): void {
  const tfhd = findBox(bytes, traf, 'tfhd');
  if (!tfhd || uint32be(bytes, tfhd.bodyStart + 4) !== trackId) return;
  const flags = uint24be(bytes, tfhd.bodyStart + 1);
  let at = tfhd.bodyStart + 8;
  const base = flags & TFHD.baseOffset ? uint64be(bytes, at) : moof.start;
  if (flags & TFHD.baseOffset) at += 8;
  if (flags & TFHD.description) at += 4;
  if (flags & TFHD.duration) at += 4;
  const defaultSize = flags & TFHD.size ? uint32be(bytes, at) : trexSize;
  let offset = base;
  for (const trun of mp4Boxes(bytes, traf.bodyStart, traf.end)) {
    if (trun.type === 'trun') offset = addRun(bytes, trun, base, offset, defaultSize, frames);
  }
}

/** @returns where the run's last frame ends: the next run goes on there unless it says where */
function addRun(
  bytes: Uint8Array,
  trun: Mp4Box,
  base: number,
  from: number,
  defaultSize: number,
  frames: CodedFrames,
): number {
  const flags = uint24be(bytes, trun.bodyStart + 1);
  const count = uint32be(bytes, trun.bodyStart + 4);
  let at = trun.bodyStart + 8;
  let offset = from;
  if (flags & TRUN.offset) {
    offset = base + (uint32be(bytes, at) | 0);
    at += 4;
  }
  if (flags & TRUN.firstFlags) at += 4;
  const fields = Object.values(TRUN_FRAME).filter((flag) => flags & flag);
  const sizeAt = 4 * fields.indexOf(TRUN_FRAME.size);
  for (let i = 0; i < count && at <= bytes.length && offset < bytes.length; i++) {
    const size = sizeAt >= 0 ? uint32be(bytes, at + sizeAt) : defaultSize;
    if (size === 0) break;
    frames.offsets.push(offset);
    frames.sizes.push(size);
    offset += size;
    at += 4 * fields.length;
  }
  return offset;
}
