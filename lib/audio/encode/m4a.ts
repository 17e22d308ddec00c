/**
 * AAC in an MP4 file of one track. Frames come from an encoder that the host has (a browser's WebCodecs); here
 * they are put into a file with tags and chapters. Sources: ISO/IEC 14496-12 and -14; tags as iTunes writes
 * them (QuickTime File Format, metadata); chapters as Nero does, which players read ("chpl").
 */
import type { TaskOptions } from '@/lib/base/progress';
import { lengthSamples, type Pcm } from '../pcm';
import {
  box,
  descriptor,
  fullBox,
  joined,
  latin,
  u16,
  u32,
  u32s,
  u64,
  utf8,
  zeros,
} from './mp4-box';
import type { Chapter, SoundTags } from './sound-tags';

/** Samples of a frame. */
export const AAC_FRAME_SAMPLES = 1024;

export interface AacStream {
  /** AudioSpecificConfig: what a decoder has to know. */
  config: Uint8Array;
  /** Samples that the decoder gives out before the sound begins. */
  delaySamples: number;
  /** At least as many as the sound is long, in order. */
  packets: AsyncIterable<Uint8Array>;
}

/** Encodes a stereo sound. @throws SegueError `aborted`, `format-unsupported` where the host cannot */
export type AacEncoder = (pcm: Pcm, options: TaskOptions) => Promise<AacStream>;

/** The identity, as every matrix here is. */
const MATRIX = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].flatMap(u32);
const UNDETERMINED = u16(0x55c4);
/** Kinds of an item's data. */
const TEXT = 1;
const INTEGER = 21;
const MOST_CHAPTERS = 255;
/** Chapters are counted in so much. */
const CHAPTER_UNITS_PER_SECOND = 1e7;

/**
 * A file in pieces: the index, which names every frame's length, comes first, so that it can be played before all
 * of it is there.
 */
export async function* encodeM4aChunks(
  pcm: Pcm,
  tags: SoundTags,
  encode: AacEncoder,
  options: TaskOptions = {},
): AsyncGenerator<Uint8Array> {
  const { config, delaySamples, packets } = await encode(pcm, options);
  const frames: Uint8Array[] = [];
  const needed = Math.ceil((lengthSamples(pcm) + delaySamples) / AAC_FRAME_SAMPLES);
  for await (const packet of packets) {
    frames.push(packet);
    if (frames.length === needed) break;
  }
  const sound: Sound = {
    config,
    delaySamples,
    rateHz: pcm.sampleRateHz,
    samples: lengthSamples(pcm),
    frameBytes: frames.map(({ length }) => length),
  };
  const head = box('ftyp', latin('M4A '), u32(0x200), latin('M4A mp42isom'));
  // Where the frames begin depends on how long the index is, which does not depend on where they begin.
  const index = movie(sound, tags, 0);
  yield joined(head, movie(sound, tags, head.length + index.length + 8));
  yield joined(u32(8 + sound.frameBytes.reduce((sum, bytes) => sum + bytes, 0)), latin('mdat'));
  yield* frames;
}

interface Sound {
  config: Uint8Array;
  delaySamples: number;
  rateHz: number;
  samples: number;
  frameBytes: readonly number[];
}

function movie(sound: Sound, tags: SoundTags, soundAt: number): Uint8Array {
  const { rateHz, samples } = sound;
  return box(
    'moov',
    fullBox(
      'mvhd',
      [0, 0],
      [...zeros(8), ...u32(rateHz), ...u32(samples), ...u32(0x10000), ...u16(0x100), ...zeros(10)],
      [...MATRIX, ...zeros(24), ...u32(2)],
    ),
    track(sound, soundAt),
    box('udta', metadata(tags), chapters(tags.chapters)),
  );
}

function track(sound: Sound, soundAt: number): Uint8Array {
  const { rateHz, samples, delaySamples, frameBytes } = sound;
  const frameSamples = frameBytes.length * AAC_FRAME_SAMPLES;
  return box(
    'trak',
    fullBox(
      'tkhd',
      [0, 7], // enabled, in the movie, in its preview
      [...zeros(8), ...u32(1), ...zeros(4), ...u32(samples), ...zeros(12), ...u16(0x100)],
      [...zeros(2), ...MATRIX, ...zeros(8)],
    ),
    // What the encoder put before the sound is not played.
    box('edts', fullBox('elst', [0, 0], u32s([1, samples, delaySamples, 0x10000]))),
    box(
      'mdia',
      fullBox('mdhd', [0, 0], zeros(8), u32s([rateHz, frameSamples]), UNDETERMINED, zeros(2)),
      fullBox('hdlr', [0, 0], zeros(4), latin('soun'), zeros(13)),
      box(
        'minf',
        fullBox('smhd', [0, 0], zeros(4)),
        box('dinf', fullBox('dref', [0, 0], u32(1), fullBox('url ', [0, 1]))),
        box(
          'stbl',
          fullBox('stsd', [0, 0], u32(1), sampleEntry(sound)),
          fullBox('stts', [0, 0], u32s([1, frameBytes.length, AAC_FRAME_SAMPLES])),
          fullBox('stsc', [0, 0], u32s([1, 1, frameBytes.length, 1])),
          fullBox('stsz', [0, 0], u32s([0, frameBytes.length, ...frameBytes])),
          fullBox('stco', [0, 0], u32s([1, soundAt])),
        ),
      ),
    ),
  );
}

/** The codec: AAC (object type 0x40) in a stream of sound (5), configured as the encoder says. */
function sampleEntry({ config, rateHz }: Sound): Uint8Array {
  const decoder = descriptor(4, [0x40, (5 << 2) | 1, ...zeros(11)], descriptor(5, config));
  const stream = descriptor(3, [0, 0, 0], decoder, descriptor(6, [2]));
  return box(
    'mp4a',
    [...zeros(6), ...u16(1), ...zeros(8), ...u16(2), ...u16(16), ...zeros(4)],
    [...u16(rateHz), ...zeros(2)],
    fullBox('esds', [0, 0], stream),
  );
}

function metadata({ title, artist, comment, tempoBpm, key }: SoundTags): Uint8Array {
  const named = (type: string, text: string) =>
    text === '' ? [] : box(type, data(TEXT, utf8(text)));
  return fullBox(
    'meta',
    [0, 0],
    fullBox('hdlr', [0, 0], zeros(4), latin('mdirappl'), zeros(9)),
    box(
      'ilst',
      named('\xa9nam', title),
      named('\xa9ART', artist),
      named('\xa9cmt', comment),
      named('\xa9too', 'Segue'),
      box('tmpo', data(INTEGER, u16(Math.round(tempoBpm)))),
      box(
        '----',
        fullBox('mean', [0, 0], latin('com.apple.iTunes')),
        fullBox('name', [0, 0], latin('initialkey')),
        data(TEXT, utf8(key)),
      ),
    ),
  );
}

function data(kind: number, content: Uint8Array | readonly number[]): Uint8Array {
  return box('data', u32(kind), zeros(4), content);
}

function chapters(all: readonly Chapter[]): Uint8Array {
  const listed = all.slice(0, MOST_CHAPTERS);
  return fullBox(
    'chpl',
    [1, 0],
    [...zeros(4), listed.length],
    ...listed.map(({ startSeconds, title }) => {
      const name = utf8(title).subarray(0, 255);
      const start = Math.round(startSeconds * CHAPTER_UNITS_PER_SECOND);
      return joined(u64(start), [name.length], name);
    }),
  );
}
