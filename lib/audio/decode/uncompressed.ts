/** WAV and AIFF: samples that need no decoder. Source of AIFF: Apple, AIFF 1.3 and AIFF-C (1991). */
import { readWavHeader, riffChunks, WAV_FLOAT, WAV_PCM } from '@/lib/audio/wav';
import { breathe, throwIfAborted } from '@/lib/base/progress';
import { latin1, uint16be, uint32be, utf8OrLatin1 } from './byte-fields';
import { stereoGains } from './channel-layout';
import { formatUnsupported } from './decode-errors';
import type { EncodedSong, SongTags } from './encoded-song';
import { cleanText, readId3v2 } from './id3-tags';
import { isReadable, readInterleaved, type SampleEncoding } from './stored-samples';

const CHUNK_SAMPLES = 1 << 17;

/** Names of WAV format tags that are met (Microsoft, mmreg.h). */
const WAV_CODECS: Record<number, string | undefined> = {
  2: 'ADPCM',
  6: 'A-law',
  7: 'µ-law',
  17: 'ADPCM',
  80: 'MPEG',
  85: 'MP3',
  255: 'AAC',
};

/** Reads a WAV file's header. @throws SegueError where it holds something else than plain samples */
export function openWav(bytes: Uint8Array, fileName: string): EncodedSong | null {
  const header = readWavHeader(bytes);
  if (!header || header.channels === 0 || header.sampleRateHz === 0) return null;
  const { formatTag, bytesPerSample } = header;
  const integer = bytesPerSample === 1 ? 'unsigned' : 'integer';
  const encoding: SampleEncoding = {
    kind: formatTag === WAV_FLOAT ? 'float' : integer,
    bytes: bytesPerSample,
    littleEndian: true,
  };
  if ((formatTag !== WAV_PCM && formatTag !== WAV_FLOAT) || !isReadable(encoding)) {
    const codec = WAV_CODECS[formatTag] ?? `coding ${formatTag} at ${8 * bytesPerSample} bit`;
    throw formatUnsupported(fileName, `WAV with ${codec}`);
  }
  return storedSong(bytes, {
    format: 'wav',
    tags: readWavTags(bytes),
    encoding,
    channels: header.channels,
    channelMask: header.channelMask,
    sampleRateHz: header.sampleRateHz,
    start: header.dataStart,
    bytesHere: header.dataBytes,
    bytesPromised: header.promisedDataBytes,
  });
}

/** Coding of AIFF-C files by their compression type; plain AIFF has none. */
const AIFF_ENCODINGS: Record<string, { kind: 'integer' | 'float'; littleEndian: boolean }> = {
  NONE: { kind: 'integer', littleEndian: false },
  twos: { kind: 'integer', littleEndian: false },
  sowt: { kind: 'integer', littleEndian: true },
  fl32: { kind: 'float', littleEndian: false },
  FL32: { kind: 'float', littleEndian: false },
  fl64: { kind: 'float', littleEndian: false },
};

/** Reads the header of an AIFF or AIFF-C file. @throws SegueError where it is compressed */
export function openAiff(bytes: Uint8Array, fileName: string): EncodedSong | null {
  const isCompressed = latin1(bytes, 8, 4) === 'AIFC';
  let common: {
    channels: number;
    samples: number;
    bits: number;
    rate: number;
    type: string;
  } | null = null;
  let data: { start: number; size: number } | null = null;
  const tags: SongTags = { title: null, artist: null };
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = latin1(bytes, at, 4);
    const size = uint32be(bytes, at + 4);
    const body = at + 8;
    if (id === 'COMM') {
      common = {
        channels: uint16be(bytes, body),
        samples: uint32be(bytes, body + 2),
        bits: uint16be(bytes, body + 6),
        rate: extendedFloat(bytes, body + 8),
        type: isCompressed ? latin1(bytes, body + 18, 4) : 'NONE',
      };
    }
    if (id === 'SSND') data = { start: body + 8 + uint32be(bytes, body), size: size - 8 };
    if (id === 'NAME') tags.title = cleanText(utf8OrLatin1(bytes.subarray(body, body + size)));
    if (id === 'AUTH') tags.artist = cleanText(utf8OrLatin1(bytes.subarray(body, body + size)));
    at = body + size + (size & 1);
  }
  if (!common || !data || common.channels === 0) return null;
  const coding = AIFF_ENCODINGS[common.type];
  const encoding = coding && { ...coding, bytes: Math.ceil(common.bits / 8) };
  if (!encoding || !isReadable(encoding)) {
    throw formatUnsupported(fileName, `AIFF with "${common.type}" at ${common.bits} bit`);
  }
  const bytesPromised = common.samples * common.channels * encoding.bytes;
  return storedSong(bytes, {
    format: 'aiff',
    tags,
    encoding,
    channels: common.channels,
    channelMask: 0,
    sampleRateHz: common.rate,
    start: data.start,
    bytesHere: Math.max(0, Math.min(bytesPromised, bytes.length - data.start)),
    bytesPromised,
  });
}

interface StoredSong {
  format: 'wav' | 'aiff';
  tags: SongTags;
  encoding: SampleEncoding;
  channels: number;
  channelMask: number;
  sampleRateHz: number;
  start: number;
  bytesHere: number;
  bytesPromised: number;
}

function storedSong(bytes: Uint8Array, song: StoredSong): EncodedSong {
  const { encoding, channels, sampleRateHz } = song;
  const frameBytes = channels * encoding.bytes;
  const samples = Math.floor(song.bytesHere / frameBytes);
  return {
    format: song.format,
    sampleRateHz,
    channels,
    tags: song.tags,
    promisedSeconds: song.bytesPromised / frameBytes / sampleRateHz,
    delaySamples: 0,
    trim: { skipSamples: 0, keepSamples: null },
    gainsFor: (count) => stereoGains(count, 'wav', song.channelMask),
    async decode(push, { signal, onProgress }) {
      for (let from = 0; from < samples; from += CHUNK_SAMPLES) {
        throwIfAborted(signal);
        const count = Math.min(CHUNK_SAMPLES, samples - from);
        push(readInterleaved(bytes, song.start + from * frameBytes, count, channels, encoding));
        onProgress?.({ step: 'Decoding', fraction: from / samples });
        await breathe();
      }
    },
  };
}

/** An 80-bit float, as AIFF gives the sample rate; old Macs had rates that are not whole. */
function extendedFloat(bytes: Uint8Array, at: number): number {
  const exponent = (uint16be(bytes, at) & 0x7fff) - 16383;
  return Math.round(uint32be(bytes, at + 2) * 2 ** (exponent - 31));
}

const LIST_FIELDS: Record<string, keyof SongTags | undefined> = { INAM: 'title', IART: 'artist' };

/** Title and artist from a WAV's LIST/INFO chunk or the ID3 tag that some programs put in. */
function readWavTags(bytes: Uint8Array): SongTags {
  const tags: SongTags = { title: null, artist: null };
  for (const chunk of riffChunks(bytes)) {
    if (chunk.id === 'LIST' && latin1(bytes, chunk.start, 4) === 'INFO') {
      const end = Math.min(bytes.length, chunk.start + chunk.size);
      for (const entry of riffChunks(bytes.subarray(0, end), chunk.start + 4)) {
        const field = LIST_FIELDS[entry.id];
        if (field)
          tags[field] ??= cleanText(
            utf8OrLatin1(bytes.subarray(entry.start, entry.start + entry.size)),
          );
      }
    } else if (chunk.id.toLowerCase() === 'id3 ') {
      const id3 = readId3v2(bytes.subarray(chunk.start, chunk.start + chunk.size));
      tags.title ??= id3.title;
      tags.artist ??= id3.artist;
    }
  }
  return tags;
}
