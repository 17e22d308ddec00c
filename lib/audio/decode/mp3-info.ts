/**
 * The information frame that encoders put before an MP3: how many frames there are, and how many samples
 * of delay and padding the encoder added. It is silence, not music: it must not be decoded.
 * Sources: the Xing/LAME info tag as LAME writes it ("MP3 Info Tag rev 1"); the VBRI header by Fraunhofer.
 */
import { latin1, matchesAt, uint24be, uint32be } from './byte-fields';
import { type MpegFrame, readMpegFrame } from './mpeg-frames';

/** Delay of every MP3 decoder: the synthesis filterbank and the overlap of the transform, samples. */
export const MP3_DECODER_DELAY = 529;

/**
 * Delay that an encoder is taken to have had where the file does not say: LAME's own 576, which LAME has had
 * since 3.55 and FFmpeg uses. Other encoders without a tag (Fraunhofer's, shine) differ from it by up to
 * about 600 samples (14 ms); leaving the delay in would be wrong by 1105 for most files.
 */
export const DEFAULT_ENCODER_DELAY = 576;

export interface Mp3Info {
  /** Length of the information frame; the music begins after it. 0 where there is none. */
  frameBytes: number;
  /** Frames of music as the header promises; null where it does not say. */
  frames: number | null;
  encoderDelaySamples: number;
  /** Silence that fills up the last frame (including what the decoder's delay needs); 0 where unknown. */
  paddingSamples: number;
}

const VBRI_OFFSET = 4 + 32;
const HAS_FRAMES = 1;

/** Reads the information frame at the start of a stream, if that is what stands there. */
export function readMp3Info(bytes: Uint8Array, start: number): Mp3Info {
  const unknown: Mp3Info = {
    frameBytes: 0,
    frames: null,
    encoderDelaySamples: DEFAULT_ENCODER_DELAY,
    paddingSamples: 0,
  };
  const frame = readMpegFrame(bytes, start);
  if (!frame) return unknown;
  if (matchesAt(bytes, start + VBRI_OFFSET, 'VBRI')) {
    return {
      ...unknown,
      frameBytes: frame.bytes,
      frames: uint32be(bytes, start + VBRI_OFFSET + 14),
    };
  }
  const tag = [0, frame.hasCrc ? 2 : 0]
    .map((crcBytes) => start + 4 + crcBytes + sideInfoBytes(frame))
    .find((at) => matchesAt(bytes, at, 'Xing') || matchesAt(bytes, at, 'Info'));
  if (tag === undefined) return unknown;
  const flags = uint32be(bytes, tag + 4);
  // Present by one flag each: frames, bytes, table of contents, quality.
  const fieldBytes = [4, 4, 100, 4];
  const encoder =
    tag + 8 + fieldBytes.reduce((sum, size, bit) => sum + ((flags >> bit) & 1 ? size : 0), 0);
  const delays = uint24be(bytes, encoder + 21);
  const isWritten = /^[A-Z]/.test(latin1(bytes, encoder, 1)) && delays >> 12 > 0;
  return {
    frameBytes: frame.bytes,
    frames: flags & HAS_FRAMES ? uint32be(bytes, tag + 8) : null,
    encoderDelaySamples: isWritten ? delays >> 12 : DEFAULT_ENCODER_DELAY,
    paddingSamples: isWritten ? delays & 0xfff : 0,
  };
}

/** Bytes of side information between a frame's header and its data (ISO/IEC 11172-3 §2.4.1.7). */
function sideInfoBytes(frame: MpegFrame): number {
  if (frame.version === 1) return frame.channels === 1 ? 17 : 32;
  return frame.channels === 1 ? 9 : 17;
}
