/**
 * Opus in Ogg. Packets come from an encoder that the host has (a browser's WebCodecs); here they are put
 * into a file with tags and chapters. Sources: RFC 7845 (Opus in Ogg), RFC 6716 §3.1 (packets).
 */
import type { TaskOptions } from '@/lib/base/progress';
import { lengthSamples, type Pcm } from '../pcm';
import { OggWriter } from './ogg-writer';
import { commentBlock, type SoundTags } from './sound-tags';

/** Opus counts in this whatever went in. */
export const OPUS_RATE_HZ = 48000;

export interface OpusStream {
  /** Samples at 48 kHz that the decoder gives out before the sound begins. */
  preSkip: number;
  /** At least as many as the sound is long, in order. */
  packets: AsyncIterable<Uint8Array>;
}

/** Encodes a sound of 48 kHz. @throws SegueError `aborted`, `format-unsupported` where the host cannot */
export type OpusEncoder = (pcm: Pcm, options: TaskOptions) => Promise<OpusStream>;

/** One stream in the file; any number will do. */
const SERIAL = 1;
/** A second a page. */
const PACKETS_A_PAGE = 50;

/** A file in pieces. @param pcm of {@link OPUS_RATE_HZ} */
export async function* encodeOpusChunks(
  pcm: Pcm,
  sourceRateHz: number,
  tags: SoundTags,
  encode: OpusEncoder,
  options: TaskOptions = {},
): AsyncGenerator<Uint8Array> {
  const { preSkip, packets } = await encode(pcm, options);
  const writer = new OggWriter(SERIAL);
  const head = opusHead(pcm.channels.length, preSkip, sourceRateHz);
  yield writer.page([head], { granule: 0, isFirst: true });
  const comments = commentBlock(tags);
  const opusTags = new Uint8Array(8 + comments.length);
  opusTags.set(new TextEncoder().encode('OpusTags'));
  opusTags.set(comments, 8);
  yield writer.page([opusTags], { granule: 0 });

  const end = preSkip + lengthSamples(pcm);
  let granule = 0;
  let segments = 0;
  let waiting: Uint8Array[] = [];
  for await (const packet of packets) {
    if (granule >= end) break;
    const more = OggWriter.segmentsOf(packet);
    if (waiting.length === PACKETS_A_PAGE || !OggWriter.fits(segments + more)) {
      yield writer.page(waiting, { granule });
      waiting = [];
      segments = 0;
    }
    waiting.push(packet);
    segments += more;
    granule += packetSamples(packet);
  }
  // What the last packet holds beyond the end is cut off by the position of the last page.
  yield writer.page(waiting, { granule: Math.min(granule, end), isLast: true });
}

function opusHead(channels: number, preSkip: number, sourceRateHz: number): Uint8Array {
  const head = new Uint8Array(19);
  const view = new DataView(head.buffer);
  head.set(new TextEncoder().encode('OpusHead'));
  head[8] = 1;
  head[9] = channels;
  view.setUint16(10, preSkip, true);
  view.setUint32(12, sourceRateHz, true);
  return head;
}

/** Samples of a frame by the lowest bits of its configuration, for SILK, hybrid and CELT. */
const SILK_SAMPLES = [480, 960, 1920, 2880];
const HYBRID_SAMPLES = [480, 960];
const CELT_SAMPLES = [120, 240, 480, 960];

/** Length of a packet at 48 kHz, as its first bytes tell. */
export function packetSamples(packet: Uint8Array): number {
  const config = packet[0] >> 3;
  const frameSamples =
    config < 12
      ? SILK_SAMPLES[config & 3]
      : config < 16
        ? HYBRID_SAMPLES[config & 1]
        : CELT_SAMPLES[config & 3];
  const code = packet[0] & 3;
  const frames = code === 0 ? 1 : code === 3 ? packet[1] & 63 : 2;
  return frames * frameSamples;
}
