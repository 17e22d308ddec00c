/** Sound handed to the browser in slices, so that the page is never held up by a long copy. */
import type { Pcm } from '@/lib/audio/pcm';
import { lengthSamples } from '@/lib/audio/pcm';

/** Copying this much takes about a millisecond. */
const SLICE_SAMPLES = 1 << 19;

export async function toAudioBuffer(pcm: Pcm): Promise<AudioBuffer> {
  const length = Math.max(1, lengthSamples(pcm));
  const buffer = new AudioBuffer({
    length,
    numberOfChannels: pcm.channels.length,
    sampleRate: pcm.sampleRateHz,
  });
  for (const [index, channel] of pcm.channels.entries()) {
    for (let start = 0; start < channel.length; start += SLICE_SAMPLES) {
      const slice = channel.subarray(start, start + SLICE_SAMPLES) as Float32Array<ArrayBuffer>;
      buffer.copyToChannel(slice, index, start);
      await nextTurn();
    }
  }
  return buffer;
}

/** Lets the page react to what has come in meanwhile. Quicker than a timer, which waits 4 ms. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
