/** MPEG audio frames (MP3): their headers and where they lie. Source: ISO/IEC 11172-3 §2.4.1.3, 13818-3. */

export interface MpegFrame {
  /** 1, 2, or 2.5. */
  version: number;
  layer: number;
  sampleRateHz: number;
  channels: number;
  /** Samples a channel. */
  samples: number;
  bytes: number;
  hasCrc: boolean;
}

/** kbit/s by index 1 to 14, for version 1 layers I, II, III, then versions 2 and 2.5 layers I, and II/III. */
const BITRATES_KBPS = {
  v1l1: [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  v1l2: [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  v1l3: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  v2l1: [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  v2l23: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;

const SAMPLE_RATES_HZ: Record<number, readonly number[]> = {
  1: [44100, 48000, 32000],
  2: [22050, 24000, 16000],
  2.5: [11025, 12000, 8000],
};

/** How far behind the tags a stream may begin: some files have padding or a broken tag in front. */
const MAX_LEADING_BYTES = 1 << 20;
/** Frames in a row that make a stream: four chance matches in a row do not happen. */
const FRAMES_TO_BE_SURE = 4;

/** Reads a frame header; null where there is none. Free-format streams are not supported. */
export function readMpegFrame(bytes: Uint8Array, offset: number): MpegFrame | null {
  if (bytes[offset] !== 0xff || (bytes[offset + 1] & 0xe0) !== 0xe0) return null;
  const version = [2.5, 0, 2, 1][(bytes[offset + 1] >> 3) & 3];
  const layer = 4 - ((bytes[offset + 1] >> 1) & 3);
  const bitrateIndex = bytes[offset + 2] >> 4;
  const rateIndex = (bytes[offset + 2] >> 2) & 3;
  if (offset + 4 > bytes.length || version === 0 || layer === 4) return null;
  if (bitrateIndex === 0 || bitrateIndex === 15 || rateIndex === 3) return null;
  const table =
    version === 1
      ? ([BITRATES_KBPS.v1l1, BITRATES_KBPS.v1l2, BITRATES_KBPS.v1l3] as const)[layer - 1]
      : layer === 1
        ? BITRATES_KBPS.v2l1
        : BITRATES_KBPS.v2l23;
  const bitsPerSecond = table[bitrateIndex - 1] * 1000;
  const sampleRateHz = SAMPLE_RATES_HZ[version][rateIndex];
  const samples = layer === 1 ? 384 : layer === 3 && version !== 1 ? 576 : 1152;
  const slotBytes = layer === 1 ? 4 : 1;
  const padding = (bytes[offset + 2] >> 1) & 1;
  const slots = Math.floor(((samples / 8) * bitsPerSecond) / sampleRateHz / slotBytes) + padding;
  return {
    version,
    layer,
    sampleRateHz,
    channels: bytes[offset + 3] >> 6 === 3 ? 1 : 2,
    samples,
    bytes: slots * slotBytes,
    hasCrc: (bytes[offset + 1] & 1) === 0,
  };
}

/** Finds where a stream of MPEG audio begins, looking up to 1 MB behind `from`; null where there is none. */
export function findMpegStream(
  bytes: Uint8Array,
  from: number,
): { start: number; layer: number } | null {
  const end = Math.min(bytes.length, from + MAX_LEADING_BYTES);
  for (let start = from; start < end; start++) {
    if (bytes[start] !== 0xff) continue;
    const first = readMpegFrame(bytes, start);
    if (first && framesInARow(bytes, start, first)) return { start, layer: first.layer };
  }
  return null;
}

/** Whether enough frames of one kind follow one another, or all up to the end of a short file. */
function framesInARow(bytes: Uint8Array, start: number, first: MpegFrame): boolean {
  let offset = start;
  for (let count = 0; count < FRAMES_TO_BE_SURE; count++) {
    const frame = readMpegFrame(bytes, offset);
    if (!frame || !sameStream(frame, first)) return count >= 2 && offset >= bytes.length - 3;
    offset += frame.bytes;
  }
  return true;
}

function sameStream(a: MpegFrame, b: MpegFrame): boolean {
  return a.version === b.version && a.layer === b.layer && a.sampleRateHz === b.sampleRateHz;
}

/** A stretch of the file with nothing but whole frames of one stream. */
export interface FrameRun {
  start: number;
  end: number;
}

/**
 * Walks all frames like `first` from `start` on, over tags and damage in between.
 * @returns the number of whole frames, the stretches in which they lie, in order, and whether the file ends in
 *   the middle of a frame, as a broken download does
 */
export function walkMpegFrames(
  bytes: Uint8Array,
  start: number,
  first: MpegFrame,
): { frames: number; runs: FrameRun[]; endsMidFrame: boolean } {
  const frameAt = (offset: number) => {
    const frame = readMpegFrame(bytes, offset);
    return frame && sameStream(frame, first) ? frame : null;
  };
  const runs: FrameRun[] = [];
  let frames = 0;
  let offset = start;
  let inSync = true;
  let endsMidFrame = false;
  while (offset + 4 <= bytes.length) {
    const frame = frameAt(offset);
    const end = offset + (frame?.bytes ?? 1);
    // Out of step, one header alone may be chance: the next must follow.
    const next = inSync || end + 4 > bytes.length || frameAt(end) !== null;
    if (frame && next && end <= bytes.length) {
      const last = runs.at(-1);
      if (last?.end === offset) last.end = end;
      else runs.push({ start: offset, end });
      frames++;
      inSync = true;
      offset = end;
    } else {
      endsMidFrame ||= inSync && frame !== null && end > bytes.length;
      inSync = false;
      const sync = bytes.indexOf(0xff, offset + 1);
      if (sync < 0) break;
      offset = sync;
    }
  }
  return { frames, runs, endsMidFrame };
}
