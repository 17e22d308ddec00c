/** The browser's own encoders (WebCodecs); the one place where they enter. */
import type { AacEncoder } from '@/lib/audio/encode/m4a';
import { OPUS_RATE_HZ, type OpusEncoder } from '@/lib/audio/encode/opus';
import { lengthSamples, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { SegueError } from '@/lib/base/errors';
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';

/** As libopus has it, where the browser does not say. */
const USUAL_PRE_SKIP = 312;
/** Where an identification header says how much is to be skipped. Source: RFC 7845 §5.1. */
const PRE_SKIP_AT = 10;
/** Browsers do not say how much their AAC encoders put before the sound; one frame is the least there can be. */
const AAC_DELAY_SAMPLES = 1024;
/** AAC-LC, 44.1 kHz, stereo, where the browser does not say. Source: ISO/IEC 14496-3 §1.6.2.1. */
const USUAL_AAC_CONFIG = Uint8Array.of(0x12, 0x10);
/** The sound is followed by so much silence: what the encoder holds back comes out. */
const TAIL_SECONDS = 0.1;
/** So many seconds wait for the encoder at most. */
const MOST_WAITING = 4;

const CONFIGS = {
  Opus: {
    codec: 'opus',
    sampleRate: OPUS_RATE_HZ,
    numberOfChannels: 2,
    bitrate: 192_000,
  },
  AAC: {
    codec: 'mp4a.40.2',
    sampleRate: SAMPLE_RATE_HZ,
    numberOfChannels: 2,
    bitrate: 256_000,
  },
} as const satisfies Record<string, AudioEncoderConfig>;
export type WebCodec = keyof typeof CONFIGS;

/** Whether this browser can write a form. */
export async function canEncode(codec: WebCodec): Promise<boolean> {
  if (typeof AudioEncoder === 'undefined') return false;
  const answer = await AudioEncoder.isConfigSupported(CONFIGS[codec]).catch(() => null);
  return answer?.supported === true;
}

export const encodeOpus: OpusEncoder = async (pcm, options) => {
  const { description, packets } = await encodeWith('Opus', pcm, options);
  return { preSkip: description ? preSkipOf(description) : USUAL_PRE_SKIP, packets };
};

export const encodeAac: AacEncoder = async (pcm, options) => {
  const { description, packets } = await encodeWith('AAC', pcm, options);
  return { config: description ?? USUAL_AAC_CONFIG, delaySamples: AAC_DELAY_SAMPLES, packets };
};

interface WebStream {
  /** What the browser says of the stream; null where it says nothing. */
  description: Uint8Array | null;
  packets: AsyncIterable<Uint8Array>;
}

async function encodeWith(
  codec: WebCodec,
  pcm: Pcm,
  { signal, onProgress }: TaskOptions,
): Promise<WebStream> {
  if (!(await canEncode(codec))) {
    throw new SegueError(
      'format-unsupported',
      `This browser has no ${codec} encoder. Choose MP3 or FLAC.`,
    );
  }
  const config = CONFIGS[codec];
  const waiting: Uint8Array[] = [];
  let failure: unknown = null;
  let description: Uint8Array | null = null;
  const encoder = new AudioEncoder({
    output: (chunk, metadata) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      waiting.push(bytes);
      const said = metadata?.decoderConfig?.description;
      if (said) description = bytesOf(said);
    },
    error: (error) => {
      failure = error;
    },
  });
  encoder.configure(config);
  const length = lengthSamples(pcm);
  const end = length + Math.round(TAIL_SECONDS * config.sampleRate);

  async function* encoded(): AsyncGenerator<Uint8Array> {
    try {
      // A second at a time: progress moves, and a cancel gets through.
      for (let start = 0; start < end; start += config.sampleRate) {
        throwIfAborted(signal);
        const data = audioData(pcm, start, Math.min(config.sampleRate, end - start));
        encoder.encode(data);
        data.close();
        onProgress?.({ step: `Writing ${codec}`, fraction: Math.min(start / length, 1) });
        do await breathe();
        while (encoder.encodeQueueSize > MOST_WAITING && !failure);
        if (failure) throw failure;
        yield* waiting.splice(0);
      }
      await encoder.flush();
      yield* waiting.splice(0);
    } catch (cause) {
      if (cause instanceof SegueError) throw cause;
      throw new SegueError(
        'format-unsupported',
        `The browser could not write ${codec}. Choose MP3 or FLAC.`,
      );
    } finally {
      if (encoder.state !== 'closed') encoder.close();
    }
  }
  // The description comes with the first packet.
  const stream = encoded();
  const first = await stream.next();
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      if (!first.done) yield first.value;
      yield* stream;
    } finally {
      // Whoever stops at the first packet has not begun with the others.
      await stream.return(undefined);
    }
  }
  return { description, packets: all() };
}

function audioData({ channels, sampleRateHz }: Pcm, start: number, count: number): AudioData {
  const planes = new Float32Array(2 * count);
  [0, 1].forEach((side) => {
    const channel = channels[Math.min(side, channels.length - 1)];
    planes.set(channel.subarray(start, start + count), side * count);
  });
  return new AudioData({
    format: 'f32-planar',
    sampleRate: sampleRateHz,
    numberOfFrames: count,
    numberOfChannels: 2,
    timestamp: Math.round((start / sampleRateHz) * 1e6),
    data: planes,
  });
}

function bytesOf(said: AllowSharedBufferSource): Uint8Array {
  const bytes = ArrayBuffer.isView(said)
    ? new Uint8Array(said.buffer, said.byteOffset, said.byteLength)
    : new Uint8Array(said);
  return bytes.slice();
}

function preSkipOf(header: Uint8Array): number {
  if (header.byteLength < PRE_SKIP_AT + 2) return USUAL_PRE_SKIP;
  return new DataView(header.buffer).getUint16(PRE_SKIP_AT, true);
}
