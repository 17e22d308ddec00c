/** Decoded sound: equally long channels of samples in -1 to 1 (beyond is allowed until the limiter). */

/** The one rate at which Segue works; everything is resampled to it on the way in. */
export const SAMPLE_RATE_HZ = 44100;

export interface Pcm {
  sampleRateHz: number;
  /** One array a channel, all of the same length; left before right. */
  channels: Float32Array[];
}

/** Samples a channel. */
export function lengthSamples(pcm: Pcm): number {
  return pcm.channels[0]?.length ?? 0;
}

export function durationSeconds(pcm: Pcm): number {
  return lengthSamples(pcm) / pcm.sampleRateHz;
}

/** Silence of the given length. */
export function createSilence(samples: number, channels = 2, sampleRateHz = SAMPLE_RATE_HZ): Pcm {
  return {
    sampleRateHz,
    channels: Array.from({ length: channels }, () => new Float32Array(samples)),
  };
}

/** Mean of the channels as one new array. */
export function toMono(pcm: Pcm): Float32Array {
  const mono = new Float32Array(lengthSamples(pcm));
  const scale = 1 / pcm.channels.length;
  for (const channel of pcm.channels) {
    for (let i = 0; i < mono.length; i++) mono[i] += channel[i] * scale;
  }
  return mono;
}

/**
 * Gives the memory of a sound back at once where the host can, rather than when the garbage collector comes: of a
 * long song it would hold a gigabyte until then. The sound must not be used afterwards.
 */
export function releasePcm({ channels }: Pcm): void {
  for (const { buffer } of channels) releaseBuffer(buffer);
}

/** As {@link releasePcm}, for bytes. */
export function releaseBuffer(buffer: ArrayBufferLike): void {
  (buffer as { transfer?: (bytes: number) => ArrayBuffer }).transfer?.(0);
}

/** Whether all samples from one to another (exclusive) are zero; tells at the first that is not. */
export function isSilent(channel: Float32Array, fromSample: number, toSample: number): boolean {
  for (let i = fromSample; i < toSample; i++) if (channel[i] !== 0) return false;
  return true;
}

/** Multiplies all channels by a factor, in place. */
export function scaleBy({ channels }: Pcm, factor: number): void {
  for (const channel of channels) {
    for (let i = 0; i < channel.length; i++) channel[i] *= factor;
  }
}
