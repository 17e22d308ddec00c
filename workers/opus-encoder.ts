/** The browser's own Opus encoder (WebCodecs); the one place where it enters. */
import { OPUS_RATE_HZ, type OpusEncoder } from '@/lib/audio/encode/opus';
import { lengthSamples, type Pcm } from '@/lib/audio/pcm';
import { SegueError } from '@/lib/base/errors';
import { breathe, throwIfAborted } from '@/lib/base/progress';

/** A second at a time: progress moves, and a cancel gets through. */
const CHUNK_SAMPLES = OPUS_RATE_HZ;
/** As libopus has it, where the browser does not say. */
const USUAL_PRE_SKIP = 312;
/** Where an identification header says how much is to be skipped. Source: RFC 7845 §5.1. */
const PRE_SKIP_AT = 10;
/** The sound is followed by so much silence: what the encoder holds back comes out. */
const TAIL_SAMPLES = 4800;
/** So many seconds wait for the encoder at most. */
const MOST_WAITING = 4;

const CONFIG: AudioEncoderConfig = {
  codec: 'opus',
  sampleRate: OPUS_RATE_HZ,
  numberOfChannels: 2,
  bitrate: 192_000,
};

/** Whether this browser can write Opus. */
export async function canEncodeOpus(): Promise<boolean> {
  if (typeof AudioEncoder === 'undefined') return false;
  const answer = await AudioEncoder.isConfigSupported(CONFIG).catch(() => null);
  return answer?.supported === true;
}

export const encodeOpus: OpusEncoder = async (pcm, { signal, onProgress }) => {
  if (!(await canEncodeOpus())) {
    throw new SegueError(
      'format-unsupported',
      'This browser has no Opus encoder. Choose MP3 or FLAC.',
    );
  }
  const packets: Uint8Array[] = [];
  let failure: unknown = null;
  let preSkip = USUAL_PRE_SKIP;
  const encoder = new AudioEncoder({
    output: (chunk, metadata) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      packets.push(bytes);
      const header = metadata?.decoderConfig?.description;
      if (header) preSkip = preSkipOf(header) ?? preSkip;
    },
    error: (error) => {
      failure = error;
    },
  });
  encoder.configure(CONFIG);
  const length = lengthSamples(pcm);

  async function* encoded(): AsyncGenerator<Uint8Array> {
    try {
      for (let start = 0; start < length + TAIL_SAMPLES; start += CHUNK_SAMPLES) {
        throwIfAborted(signal);
        const data = audioData(pcm, start, Math.min(CHUNK_SAMPLES, length + TAIL_SAMPLES - start));
        encoder.encode(data);
        data.close();
        onProgress?.({ step: 'Writing Opus', fraction: Math.min(start / length, 1) });
        do await breathe();
        while (encoder.encodeQueueSize > MOST_WAITING && !failure);
        if (failure) throw failure;
        yield* packets.splice(0);
      }
      await encoder.flush();
      yield* packets.splice(0);
    } catch (cause) {
      if (cause instanceof SegueError) throw cause;
      throw new SegueError(
        'format-unsupported',
        `The browser could not write Opus. Choose MP3 or FLAC.`,
      );
    } finally {
      if (encoder.state !== 'closed') encoder.close();
    }
  }
  // The header comes with the first packet.
  const stream = encoded();
  const first = await stream.next();
  async function* all(): AsyncGenerator<Uint8Array> {
    if (!first.done) yield first.value;
    yield* stream;
  }
  return { preSkip, packets: all() };
};

function audioData({ channels }: Pcm, start: number, count: number): AudioData {
  const planes = new Float32Array(2 * count);
  [0, 1].forEach((side) => {
    const channel = channels[Math.min(side, channels.length - 1)];
    planes.set(channel.subarray(start, start + count), side * count);
  });
  return new AudioData({
    format: 'f32-planar',
    sampleRate: OPUS_RATE_HZ,
    numberOfFrames: count,
    numberOfChannels: 2,
    timestamp: Math.round((start / OPUS_RATE_HZ) * 1e6),
    data: planes,
  });
}

function preSkipOf(header: AllowSharedBufferSource): number | null {
  const view = ArrayBuffer.isView(header)
    ? new DataView(header.buffer, header.byteOffset, header.byteLength)
    : new DataView(header);
  return view.byteLength >= PRE_SKIP_AT + 2 ? view.getUint16(PRE_SKIP_AT, true) : null;
}
