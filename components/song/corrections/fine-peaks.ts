/** Peaks fine enough to see whether a beat line lies on an attack. */
import { breathe } from '@/lib/base/progress';

export interface FinePeaks {
  /** Highest magnitude by bin, 0 to 255. */
  peaks: Uint8Array;
  binSeconds: number;
}

/** Finer than a pixel of the picture. */
const BIN_SECONDS = 0.0025;
/** Bins between two turns of the page: a few milliseconds of work. */
const BINS_A_TURN = 8000;

/** Null where it has been cancelled meanwhile. */
export async function finePeaks(
  buffer: Pick<AudioBuffer, 'sampleRate' | 'numberOfChannels' | 'getChannelData' | 'length'>,
  signal: AbortSignal,
): Promise<FinePeaks | null> {
  const samplesPerBin = buffer.sampleRate * BIN_SECONDS;
  const channels = Array.from({ length: buffer.numberOfChannels }, (_, i) =>
    buffer.getChannelData(i),
  );
  const peaks = new Uint8Array(Math.ceil(buffer.length / samplesPerBin));
  for (let bin = 0; bin < peaks.length; bin++) {
    if (bin % BINS_A_TURN === 0) {
      await breathe();
      if (signal.aborted) return null;
    }
    const from = Math.floor(bin * samplesPerBin);
    const to = Math.min(buffer.length, Math.floor((bin + 1) * samplesPerBin));
    let highest = 0;
    for (const channel of channels) {
      for (let i = from; i < to; i++) highest = Math.max(highest, Math.abs(channel[i]));
    }
    peaks[bin] = Math.min(255, Math.round(255 * highest));
  }
  return { peaks, binSeconds: BIN_SECONDS };
}
