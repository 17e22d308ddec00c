/** AAC without a container: ADTS frames. Source: ISO/IEC 14496-3 Annex 1.A.2.2. */
import type { CodedFrames } from './mp4-samples';

interface AdtsFrame {
  bytes: number;
  headerBytes: number;
  /** The AudioSpecificConfig that says the same. */
  asc: Uint8Array;
  sampleRateHz: number;
  channels: number;
}

const SAMPLE_RATES_HZ = [
  96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350,
];
const MAX_LEADING_BYTES = 1 << 16;
const FRAMES_TO_BE_SURE = 4;
export const AAC_FRAME_SAMPLES = 1024;

export interface AdtsStream {
  frames: CodedFrames;
  asc: Uint8Array;
  sampleRateHz: number;
  channels: number;
  /** Whether the file ends in the middle of a frame, as a broken download does. */
  endsMidFrame: boolean;
}

/** Where a stream of ADTS frames begins behind `from`; null where there is none. */
export function findAdtsStream(bytes: Uint8Array, from: number): number | null {
  const end = Math.min(bytes.length, from + MAX_LEADING_BYTES);
  for (let start = from; start < end; start++) {
    let at = start;
    let count = 0;
    for (let frame = readFrame(bytes, at); frame; frame = readFrame(bytes, at)) {
      at += frame.bytes;
      if (++count === FRAMES_TO_BE_SURE) return start;
    }
    if (count >= 2 && at >= bytes.length) return start;
  }
  return null;
}

/** Walks all frames from `start`, over damage in between; null where there is none. */
export function readAdtsStream(bytes: Uint8Array, start: number): AdtsStream | null {
  const first = readFrame(bytes, start);
  if (!first) return null;
  const frames: CodedFrames = { offsets: [], sizes: [] };
  let endsMidFrame = false;
  let inSync = true;
  for (let at = start; at >= 0 && at < bytes.length; ) {
    const frame = readFrame(bytes, at);
    const isSame = frame?.asc[0] === first.asc[0] && frame.asc[1] === first.asc[1];
    if (frame && isSame && at + frame.bytes <= bytes.length) {
      frames.offsets.push(at + frame.headerBytes);
      frames.sizes.push(frame.bytes - frame.headerBytes);
      at += frame.bytes;
      inSync = true;
    } else {
      endsMidFrame ||= inSync && isSame && frame !== null;
      inSync = false;
      at = bytes.indexOf(0xff, at + 1);
    }
  }
  const { asc, sampleRateHz, channels } = first;
  return { frames, asc, sampleRateHz, channels, endsMidFrame };
}

function readFrame(bytes: Uint8Array, at: number): AdtsFrame | null {
  if (at + 7 > bytes.length || bytes[at] !== 0xff || (bytes[at + 1] & 0xf6) !== 0xf0) return null;
  const rateIndex = (bytes[at + 2] >> 2) & 15;
  const sampleRateHz = SAMPLE_RATES_HZ[rateIndex];
  const channelConfig = ((bytes[at + 2] & 1) << 2) | (bytes[at + 3] >> 6);
  const size = ((bytes[at + 3] & 3) << 11) | (bytes[at + 4] << 3) | (bytes[at + 5] >> 5);
  const headerBytes = bytes[at + 1] & 1 ? 7 : 9;
  if (!sampleRateHz || channelConfig === 0 || size <= headerBytes) return null;
  const objectType = (bytes[at + 2] >> 6) + 1;
  return {
    bytes: size,
    headerBytes,
    asc: Uint8Array.of(
      (objectType << 3) | (rateIndex >> 1),
      ((rateIndex & 1) << 7) | (channelConfig << 3),
    ),
    sampleRateHz,
    channels: channelConfig === 7 ? 8 : channelConfig,
  };
}
