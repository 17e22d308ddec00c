/** FLAC, by itself or in Ogg, through libFLAC. Source of the header: RFC 9639 §8. */
import { breathe, throwIfAborted } from '@/lib/base/progress';
import { matchesAt, uint24be, uint32be } from './byte-fields';
import { stereoGains } from './channel-layout';
import { type EncodedSong, NO_TAGS, type SongTags } from './encoded-song';
import { startDecoder } from './start-decoder';
import { readVorbisComments } from './vorbis-comments';

const STREAM_INFO = 0;
const VORBIS_COMMENT = 4;
const LAST_BLOCK = 0x80;
const CHUNK_BYTES = 1 << 20;
/** Bytes that the decoder looks at behind a frame's head. */
const NO_SOUND = new Uint8Array(16);
/** Bytes of a frame's head for codes of its length and of its rate that say that the value itself follows. */
const LENGTH_BYTES: Record<number, number> = { 6: 1, 7: 2 };
const RATE_BYTES: Record<number, number> = { 12: 1, 13: 2, 14: 2 };
/** A tag that some programs put behind everything. */
const ID3V1_BYTES = 128;

export interface FlacStreamInfo {
  sampleRateHz: number;
  channels: number;
  /** Samples a channel; 0 where the encoder did not know. */
  samples: number;
}

/** Reads a STREAMINFO block's content; null where its figures make no sense. */
export function readFlacStreamInfo(bytes: Uint8Array, at: number): FlacStreamInfo | null {
  const sampleRateHz = uint24be(bytes, at + 10) >> 4;
  const channels = ((bytes[at + 12] >> 1) & 7) + 1;
  const samples = (bytes[at + 13] & 0xf) * 2 ** 32 + uint32be(bytes, at + 14);
  if (at + 34 > bytes.length || sampleRateHz === 0) return null;
  return { sampleRateHz, channels, samples };
}

/** Reads the header of a FLAC file whose "fLaC" is at `start`. */
export function openFlac(bytes: Uint8Array, start: number): EncodedSong | null {
  if (!matchesAt(bytes, start, 'fLaC')) return null;
  let info: FlacStreamInfo | null = null;
  let tags = NO_TAGS;
  let at = start + 4;
  for (let isLast = false; !isLast && at + 4 <= bytes.length; ) {
    const type = bytes[at] & 0x7f;
    const size = uint24be(bytes, at + 1);
    isLast = (bytes[at] & LAST_BLOCK) !== 0;
    if (type === STREAM_INFO) info = readFlacStreamInfo(bytes, at + 4);
    if (type === VORBIS_COMMENT) tags = readVorbisComments(bytes.subarray(at + 4, at + 4 + size));
    at += 4 + size;
  }
  if (!info) return null;
  const firstFrame = at;
  const end = matchesAt(bytes, bytes.length - ID3V1_BYTES, 'TAG')
    ? bytes.length - ID3V1_BYTES
    : bytes.length;
  const chunks = function* () {
    for (let from = start; from < end; from += CHUNK_BYTES) {
      yield bytes.subarray(from, Math.min(from + CHUNK_BYTES, end));
    }
    // The decoder knows the end of a frame by the head of the next: the last one is followed by the first's.
    yield bytes.subarray(firstFrame, Math.min(firstFrame + frameHeadBytes(bytes, firstFrame), end));
    yield NO_SOUND;
  };
  return flacSong('flac', info, tags, chunks, bytes.length);
}

/** Length of a frame's head, from its sync code to its checksum. Source: RFC 9639 §9.1. */
function frameHeadBytes(bytes: Uint8Array, at: number): number {
  const codes = bytes[at + 2];
  // The frame's number is written as UTF-8 is: the ones that its first byte begins with count its bytes.
  const numberBytes = Math.max(1, Math.clz32(~bytes[at + 4] << 24));
  return 4 + numberBytes + (LENGTH_BYTES[codes >> 4] ?? 0) + (RATE_BYTES[codes & 0xf] ?? 0) + 1;
}

/** A FLAC stream as a song. @param chunks its bytes in pieces, "fLaC" or Ogg pages first */
export function flacSong(
  format: 'flac' | 'ogg-flac',
  info: FlacStreamInfo,
  tags: SongTags,
  chunks: () => Iterable<Uint8Array>,
  totalBytes: number,
): EncodedSong {
  return {
    format,
    sampleRateHz: info.sampleRateHz,
    channels: info.channels,
    tags,
    promisedSeconds: info.samples > 0 ? info.samples / info.sampleRateHz : null,
    delaySamples: 0,
    trim: { skipSamples: 0, keepSamples: info.samples || null },
    gainsFor: (channels) => stereoGains(channels, 'wav'),
    async decode(push, { signal, onProgress }) {
      const decoder = await startDecoder('FLAC', async () => {
        const { FLACDecoder } = await import('@wasm-audio-decoders/flac');
        const started = new FLACDecoder();
        await started.ready;
        return started;
      });
      try {
        let done = 0;
        for (const chunk of chunks()) {
          throwIfAborted(signal);
          push((await decoder.decode(chunk)).channelData);
          done += chunk.length;
          // What is put behind the file counts as well.
          onProgress?.({ step: 'Decoding', fraction: Math.min(1, done / totalBytes) });
          await breathe();
        }
        push((await decoder.flush()).channelData);
      } finally {
        decoder.free();
      }
    },
  };
}
