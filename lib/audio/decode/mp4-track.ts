/** The sound track of an MP4 file: its codec, its length, where its frames lie. Source: ISO/IEC 14496-12, -14. */
import { matchesAt, uint16be, uint32be, uint64be } from './byte-fields';
import type { SongTags } from './encoded-song';
import { boxBody, findBox, type Mp4Box, mp4Boxes } from './mp4-boxes';
import { type CodedFrames, fragmentFrames, tableFrames } from './mp4-samples';
import { gaplessItem, readMp4Tags } from './mp4-tags';

export interface Mp4Track {
  /** Type of the sample entry: "mp4a", "alac", "enca", "ac-3". */
  entryType: string;
  /** AudioSpecificConfig of AAC; null for other codecs in "mp4a". */
  asc: Uint8Array | null;
  /** Magic cookie of Apple Lossless. */
  alac: Uint8Array | null;
  channels: number;
  /** Of the container; the codec's may be twice that. */
  sampleRateHz: number;
  /** Length by the track's own header; null where it does not say. */
  durationSeconds: number | null;
  frames: CodedFrames;
  /** Bodies of the boxes that say what to trim. */
  trimBoxes: {
    elst?: Uint8Array;
    mdhd?: Uint8Array;
    stts?: Uint8Array;
    mvhd?: Uint8Array;
    ilst?: Uint8Array;
  };
}

export interface Mp4Song {
  /** The tracks of sound in their order; more than one in a stem file or a film. */
  tracks: Mp4Track[];
  tags: SongTags;
}

/** Reads an MP4's index; null where it is missing: in a file that was cut it may have been at the end. */
export function readMp4(bytes: Uint8Array): Mp4Song | null {
  const moov = [...mp4Boxes(bytes, 0, bytes.length)].find((box) => box.type === 'moov');
  if (!moov || moov.end > bytes.length) return null;
  const ilst = boxBody(bytes, findBox(bytes, moov, 'udta/meta/ilst'));
  const tags = readMp4Tags(ilst);
  const tracks: Mp4Track[] = [];
  for (const trak of mp4Boxes(bytes, moov.bodyStart, moov.end)) {
    if (trak.type !== 'trak') continue;
    const handler = findBox(bytes, trak, 'mdia/hdlr');
    if (!handler || !matchesAt(bytes, handler.bodyStart + 8, 'soun')) continue;
    const track = readTrack(bytes, moov, trak, ilst);
    if (track) tracks.push(track);
  }
  return { tracks, tags };
}

function readTrack(
  bytes: Uint8Array,
  moov: Mp4Box,
  trak: Mp4Box,
  ilst: Uint8Array | undefined,
): Mp4Track | null {
  const stbl = findBox(bytes, trak, 'mdia/minf/stbl');
  const stsd = stbl && findBox(bytes, stbl, 'stsd');
  const [entry] = stsd ? mp4Boxes(bytes, stsd.bodyStart + 8, stsd.end) : [];
  const mdhd = boxBody(bytes, findBox(bytes, trak, 'mdia/mdhd'));
  const tkhd = boxBody(bytes, findBox(bytes, trak, 'tkhd'));
  if (!stbl || !entry || !mdhd || !tkhd) return null;
  const mvex = findBox(bytes, moov, 'mvex');
  const trackId = uint32be(tkhd, tkhd[0] === 1 ? 20 : 12);
  const config = entryConfig(bytes, entry);
  const esds = boxBody(bytes, config.esds);
  const tables = tableFrames(bytes, stbl);
  return {
    entryType: entry.type,
    asc: esds && entry.type === 'mp4a' ? readAsc(esds) : null,
    alac: entry.type === 'alac' ? (boxBody(bytes, config.alac) ?? null) : null,
    channels: uint16be(bytes, entry.bodyStart + 16),
    sampleRateHz: uint16be(bytes, entry.bodyStart + 24),
    durationSeconds: readDuration(mdhd),
    frames: tables.sizes.length > 0 ? tables : fragmentFrames(bytes, trackId, mvex),
    trimBoxes: {
      elst: wholeTable(boxBody(bytes, findBox(bytes, trak, 'edts/elst')), 12, 20),
      mdhd,
      stts: wholeTable(boxBody(bytes, findBox(bytes, stbl, 'stts')), 8, 8),
      mvhd: boxBody(bytes, findBox(bytes, moov, 'mvhd')),
      ilst: gaplessItem(ilst),
    },
  };
}

/** A table whose entries all lie in its box; a damaged count would be followed for billions of entries. */
function wholeTable(
  body: Uint8Array | undefined,
  entryBytes: number,
  longEntryBytes: number,
): Uint8Array | undefined {
  if (!body) return undefined;
  const needed = 8 + uint32be(body, 4) * (body[0] === 1 ? longEntryBytes : entryBytes);
  return needed <= body.length ? body : undefined;
}

/** The codec's configuration in a sample entry; QuickTime's longer entries may wrap it in a "wave" box. */
function entryConfig(
  bytes: Uint8Array,
  entry: Mp4Box,
): { esds: Mp4Box | null; alac: Mp4Box | null } {
  const quickTimeVersion = uint16be(bytes, entry.bodyStart + 8);
  const header = [28, 44, 64][quickTimeVersion] ?? 28;
  const inside: Mp4Box = { ...entry, bodyStart: entry.bodyStart + header };
  const wave = findBox(bytes, inside, 'wave');
  return {
    esds: findBox(bytes, inside, 'esds') ?? (wave && findBox(bytes, wave, 'esds')),
    alac: findBox(bytes, inside, 'alac') ?? (wave && findBox(bytes, wave, 'alac')),
  };
}

/** Descriptor tags (ISO/IEC 14496-1 §7.2.2.1) and the object types that are AAC (registered at mp4ra.org). */
const ES_DESCRIPTOR = 3;
const DECODER_CONFIG = 4;
const DECODER_SPECIFIC_INFO = 5;
const AAC_OBJECT_TYPES = [0x40, 0x66, 0x67, 0x68];

/** The AudioSpecificConfig in an "esds" box; null where it describes another codec than AAC. */
function readAsc(esds: Uint8Array): Uint8Array | null {
  let at = 4;
  while (at + 2 <= esds.length) {
    const tag = esds[at++];
    let size = 0;
    for (let byte = 0x80; byte & 0x80 && at < esds.length; ) {
      byte = esds[at++];
      size = (size << 7) | (byte & 0x7f);
    }
    if (tag === ES_DESCRIPTOR) at += 3;
    else if (tag === DECODER_CONFIG) {
      if (!AAC_OBJECT_TYPES.includes(esds[at])) return null;
      at += 13;
    } else if (tag === DECODER_SPECIFIC_INFO) return esds.subarray(at, at + size);
    else at += Math.max(0, size);
  }
  return null;
}

/** Seconds by an "mdhd" box (§8.4.2); null where it is left open. */
function readDuration(mdhd: Uint8Array): number | null {
  const isLong = mdhd[0] === 1;
  const timescale = uint32be(mdhd, isLong ? 20 : 12);
  const duration = isLong ? uint64be(mdhd, 24) : uint32be(mdhd, 16);
  const isOpen = duration === 0 || duration >= (isLong ? 2 ** 63 : 0xffffffff);
  return timescale === 0 || isOpen ? null : duration / timescale;
}
