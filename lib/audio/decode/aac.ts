/** AAC (in MP4 or as ADTS) through FAAD2, and Apple Lossless in MP4. */
import type { GaplessWindow, RawOptions } from '@audio/decode-aac';
import { breathe, throwIfAborted } from '@/lib/base/progress';
import { AAC_FRAME_SAMPLES, readAdtsStream } from './adts-frames';
import { uint32be } from './byte-fields';
import { stereoGains } from './channel-layout';
import { fileTruncated, formatUnsupported } from './decode-errors';
import type { EncodedSong, SongTags } from './encoded-song';
import { readId3Tags } from './id3-tags';
import type { CodedFrames } from './mp4-samples';
import { readMp4 } from './mp4-track';
import { startDecoder } from './start-decoder';

const FRAMES_PER_CHUNK = 256;
/** Decoders hold back their first frame or two; after these the rate and the channels are known. */
const PROBE_FRAMES = 8;

const ENCRYPTED_ENTRIES = ['enca', 'drms'];
/** Main, Low Complexity, Long Term Prediction, and those with SBR and PS (ISO/IEC 14496-3 Table 1.17). */
const AAC_OBJECT_TYPES = [1, 2, 4, 5, 29];

/**
 * Reads the index of an MP4 or QuickTime file.
 * @param trackIndex among its tracks of sound
 * @throws SegueError where its sound cannot be decoded
 */
export async function openMp4(
  bytes: Uint8Array,
  fileName: string,
  trackIndex: number,
): Promise<EncodedSong | null> {
  const mp4 = readMp4(bytes);
  if (!mp4) throw fileTruncated(fileName, 0, null);
  const { tracks, tags } = mp4;
  const track = tracks[trackIndex];
  if (!track && tracks.length > 0) throw fileTruncated(fileName, 0, null);
  if (!track) throw formatUnsupported(fileName, 'a video without sound');
  if (ENCRYPTED_ENTRIES.includes(track.entryType)) {
    throw formatUnsupported(fileName, 'a song protected against copying (DRM)');
  }
  if (!track.asc && !track.alac) {
    throw formatUnsupported(fileName, `MP4 with "${track.entryType.trim()}" sound`);
  }
  const objectType = track.asc ? track.asc[0] >> 3 : 0;
  if (track.asc && !AAC_OBJECT_TYPES.includes(objectType)) {
    throw formatUnsupported(fileName, `AAC of type ${objectType} (xHE-AAC, say)`);
  }
  if (track.alac && alacFrameSamples(track.alac) > MAX_ALAC_FRAME_SAMPLES) return null;
  const { gapless } = await loadAac();
  const config = track.alac ? { alac: track.alac } : { asc: track.asc! };
  const window = gapless({ ...track.trimBoxes, ...config });
  return openFrames(bytes, {
    format: track.alac ? 'alac' : 'aac',
    config,
    window,
    frames: track.frames,
    tags,
    promisedSeconds: window?.duration ?? track.durationSeconds,
  });
}

/**
 * Reads a stream of ADTS frames. It says nothing about the encoder's delay: it is taken to be one frame
 * (FFmpeg's encoder), which is what FAAD2 leaves out by itself.
 */
export async function openAdts(bytes: Uint8Array, start: number): Promise<EncodedSong | null> {
  const stream = readAdtsStream(bytes, start);
  if (!stream) return null;
  return openFrames(bytes, {
    format: 'aac',
    config: { asc: stream.asc },
    window: null,
    frames: stream.frames,
    tags: readId3Tags(bytes),
    endsMidFrame: stream.endsMidFrame,
    promisedSeconds: (stream.frames.sizes.length * AAC_FRAME_SAMPLES) / stream.sampleRateHz,
  });
}

/** The library with its WASM started. */
function loadAac() {
  return startDecoder('AAC', async () => {
    const library = await import('@audio/decode-aac');
    (await library.decoder()).free();
    return library;
  });
}

interface FramedSong {
  format: 'aac' | 'alac';
  config: RawOptions;
  /** What of the stream is music, seconds; null where the file does not say. */
  window: GaplessWindow | null;
  frames: CodedFrames;
  tags: SongTags;
  promisedSeconds: number | null;
  endsMidFrame?: boolean;
}

async function openFrames(bytes: Uint8Array, song: FramedSong): Promise<EncodedSong | null> {
  const { alac } = song.config;
  const whole = framesInFile(bytes, song.frames);
  const frames = alac ? whole.filter((frame) => isAlacFrame(frame, alacFrameSamples(alac))) : whole;
  const probe = await probeFrames(frames.slice(0, PROBE_FRAMES), song.config);
  if (!probe) return null;
  const defaultDelay = song.format === 'aac' ? AAC_FRAME_SAMPLES : 0;
  return {
    format: song.format,
    sampleRateHz: probe.sampleRateHz,
    channels: probe.channels,
    tags: song.tags,
    promisedSeconds: song.promisedSeconds,
    endsMidFrame: song.endsMidFrame,
    delaySamples: song.window ? Math.round(song.window.start * probe.sampleRateHz) : defaultDelay,
    // The decoder is given the window and trims.
    trim: { skipSamples: 0, keepSamples: null },
    gainsFor: (channels) => stereoGains(channels, 'wav'),
    async decode(push, { signal, onProgress }) {
      const { decoder: createDecoder } = await loadAac();
      const decoder = await createDecoder({ ...song.config, gapless: song.window ?? undefined });
      try {
        for (let from = 0; from < frames.length; from += FRAMES_PER_CHUNK) {
          throwIfAborted(signal);
          push(decoder.decode(frames.slice(from, from + FRAMES_PER_CHUNK)).channelData);
          onProgress?.({ step: 'Decoding', fraction: from / frames.length });
          await breathe();
        }
      } finally {
        decoder.free();
      }
    },
  };
}

/** The coded frames up to the file's end. */
function framesInFile(bytes: Uint8Array, { offsets, sizes }: CodedFrames): Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (let i = 0; i < sizes.length; i++) {
    const end = offsets[i] + sizes[i];
    if (end <= bytes.length) frames.push(bytes.subarray(offsets[i], end));
  }
  return frames;
}

/** Apple's encoder makes frames of 4,096 samples. */
const MAX_ALAC_FRAME_SAMPLES = 1 << 16;
const ALAC_CONFIG_BYTES = 24;

/** Samples of a full frame by the magic cookie, whose last 24 bytes are the configuration. */
function alacFrameSamples(cookie: Uint8Array): number {
  return uint32be(cookie, cookie.length - ALAC_CONFIG_BYTES);
}

/**
 * Whether a frame of Apple Lossless is not longer than a full one: the decoder believes a damaged one.
 * Its header is 19 bits of element, a bit that says a length follows, 3 more flags, and the length in 32 bits.
 */
function isAlacFrame(frame: Uint8Array, fullSamples: number): boolean {
  const hasLength = (frame[2] >> 4) & 1;
  const samples = ((uint32be(frame, 2) << 7) | (frame[6] >> 1)) >>> 0;
  return hasLength === 0 || samples <= fullSamples;
}

/** Rate and channels of the decoded sound: with spectral band replication the rate is twice the container's. */
async function probeFrames(
  frames: Uint8Array[],
  config: RawOptions,
): Promise<{ sampleRateHz: number; channels: number } | null> {
  const { decoder: createDecoder } = await loadAac();
  const decoder = await createDecoder(config);
  try {
    const { channelData, sampleRate } = decoder.decode(frames);
    if (channelData.length === 0 || sampleRate === 0) return null;
    return { sampleRateHz: sampleRate, channels: channelData.length };
  } finally {
    decoder.free();
  }
}
