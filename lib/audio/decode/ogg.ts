/** Ogg files: Vorbis, Opus and FLAC. Sources: Vorbis I §4.2, A.2; RFC 7845 (Opus); RFC 9639 §10.1 (FLAC). */
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { latin1, matchesAt, uint16le, uint32le } from './byte-fields';
import { stereoGains } from './channel-layout';
import { fileTruncated, formatUnsupported } from './decode-errors';
import type { EncodedSong, PushBlock } from './encoded-song';
import { flacSong, readFlacStreamInfo } from './flac';
import { firstPackets, type OggPage, oggPages, pageChunks } from './ogg-pages';
import { startDecoder } from './start-decoder';
import { readVorbisComments } from './vorbis-comments';

const CHUNK_BYTES = 1 << 18;
/** Opus counts in 48 kHz whatever went in (RFC 7845 §4), and is decoded at that. */
const OPUS_RATE_HZ = 48000;
/** The FLAC mapping's header in front of "fLaC" and STREAMINFO. */
const OGG_FLAC_STREAM_INFO = 9 + 4 + 4;

type OggCodec = 'vorbis' | 'opus' | 'flac';

const CODEC_MAGIC: Record<OggCodec, string> = {
  vorbis: '\x01vorbis',
  opus: 'OpusHead',
  flac: '\x7fFLAC',
};

/** Reads the headers of the first stream of sound in an Ogg file. @throws SegueError where there is none */
export function openOgg(bytes: Uint8Array, start: number, fileName: string): EncodedSong | null {
  const all = [...oggPages(bytes, start)];
  const firsts = all.filter((page) => page.isFirst);
  for (const first of firsts) {
    const codec = (Object.keys(CODEC_MAGIC) as OggCodec[]).find((name) =>
      matchesAt(bytes, first.contentStart, CODEC_MAGIC[name]),
    );
    if (codec) {
      const pages = all.filter((page) => page.serial === first.serial);
      const song = OPENERS[codec](bytes, pages);
      if (song && breaksOff(bytes, all, pages)) {
        throw fileTruncated(fileName, song.promisedSeconds ?? 0, null);
      }
      return song;
    }
  }
  const other = firsts[0] && latin1(bytes, firsts[0].contentStart, 8).replace(/[^A-Za-z]/g, '');
  if (other) throw formatUnsupported(fileName, `Ogg with ${other}`);
  return null;
}

/** Whether the file ends in the middle of a page before the stream has said that it ends. */
function breaksOff(
  bytes: Uint8Array,
  all: readonly OggPage[],
  ofStream: readonly OggPage[],
): boolean {
  const last = all.at(-1);
  return !ofStream.at(-1)?.isLast && last !== undefined && matchesAt(bytes, last.end, 'OggS');
}

const OPENERS = { vorbis: openVorbis, opus: openOpus, flac: openOggFlac };

function openVorbis(bytes: Uint8Array, pages: readonly OggPage[]): EncodedSong | null {
  const [header, comments] = firstPackets(bytes, pages, 2);
  if (!header || !comments) return null;
  const channels = header[11];
  const sampleRateHz = uint32le(header, 12);
  if (channels === 0 || sampleRateHz === 0) return null;
  return {
    format: 'ogg-vorbis',
    sampleRateHz,
    channels,
    tags: readVorbisComments(comments.subarray(7)),
    promisedSeconds: lengthByGranules(pages) / sampleRateHz,
    delaySamples: 0,
    trim: { skipSamples: 0, keepSamples: null },
    gainsFor: (count) => stereoGains(count, 'vorbis'),
    async decode(push, options) {
      const decoder = await startDecoder('Ogg Vorbis', async () => {
        const { OggVorbisDecoder } = await import('@wasm-audio-decoders/ogg-vorbis');
        const started = new OggVorbisDecoder();
        await started.ready;
        return started;
      });
      await feed(decoder, bytes, pages, push, options);
    },
  };
}

function openOpus(bytes: Uint8Array, pages: readonly OggPage[]): EncodedSong | null {
  const [header, comments] = firstPackets(bytes, pages, 2);
  if (!header || !comments || header[9] === 0) return null;
  const preSkip = uint16le(header, 10);
  // Gain that a decoder has to apply, in 1/256 dB (RFC 7845 §5.1).
  const gain = 10 ** (((uint16le(header, 16) << 16) >> 16) / 256 / 20);
  return {
    format: 'opus',
    sampleRateHz: OPUS_RATE_HZ,
    channels: header[9],
    tags: readVorbisComments(comments.subarray(8)),
    promisedSeconds: Math.max(0, lengthByGranules(pages) - preSkip) / OPUS_RATE_HZ,
    delaySamples: preSkip,
    // The decoder has taken off the pre-skip.
    trim: { skipSamples: 0, keepSamples: null },
    gainsFor: (count) =>
      stereoGains(count, 'vorbis').map(([left, right]) => [gain * left, gain * right] as const),
    async decode(push, options) {
      const decoder = await startDecoder('Opus', async () => {
        const { OggOpusDecoder } = await import('ogg-opus-decoder');
        const started = new OggOpusDecoder();
        await started.ready;
        return started;
      });
      await feed(decoder, bytes, pages, push, options);
    },
  };
}

function openOggFlac(bytes: Uint8Array, pages: readonly OggPage[]): EncodedSong | null {
  const [header, comments] = firstPackets(bytes, pages, 2);
  const info = header && readFlacStreamInfo(header, OGG_FLAC_STREAM_INFO);
  if (!info) return null;
  return flacSong(
    'ogg-flac',
    info,
    readVorbisComments((comments ?? header).subarray(4)),
    () => pageChunks(bytes, pages, CHUNK_BYTES),
    bytes.length,
  );
}

/** Length of the stream in its own units: some streams were cut from longer ones and begin late. */
function lengthByGranules(pages: readonly OggPage[]): number {
  const ends = pages.filter((page) => page.granule > 0).map((page) => page.granule);
  const first = ends[0] ?? 0;
  const last = ends.at(-1) ?? 0;
  return first > LATE_START ? last - first : last;
}

/** No first page holds a minute at 48 kHz. */
const LATE_START = 60 * 48000;

interface OggDecoder {
  decode(bytes: Uint8Array): DecodedBlock | Promise<DecodedBlock>;
  flush(): Promise<DecodedBlock>;
  free(): void;
}

interface DecodedBlock {
  channelData: Float32Array[];
}

async function feed(
  decoder: OggDecoder,
  bytes: Uint8Array,
  pages: readonly OggPage[],
  push: PushBlock,
  { signal, onProgress }: TaskOptions,
): Promise<void> {
  try {
    let done = 0;
    for (const chunk of pageChunks(bytes, pages, CHUNK_BYTES)) {
      throwIfAborted(signal);
      push((await decoder.decode(chunk)).channelData);
      done += chunk.length;
      onProgress?.({ step: 'Decoding', fraction: done / bytes.length });
      await breathe();
    }
    push((await decoder.flush()).channelData);
  } finally {
    decoder.free();
  }
}
