/** Waveforms reduced to what a picture needs: a few dozen columns a second, in bytes. */
import { BiquadCascade, type BiquadCoefficients, highpass, lowpass } from './biquad';
import { durationSeconds, lengthSamples, type Pcm, toMono } from './pcm';

/** Enough for the widest screen to show a minute and a half at one column a pixel. */
export const OVERVIEW_COLUMNS_PER_SECOND = 30;

/** Where the bands meet, as DJ software draws them: kick and bass, voice and chords, hats and air. */
const LOW_MID_HZ = 200;
const MID_HIGH_HZ = 2500;

/** Peak by column, 0 to 255 for 0 to full scale. */
export interface BandOverview {
  low: Uint8Array;
  mid: Uint8Array;
  high: Uint8Array;
}

/** Peak of all bands together by column, 0 to 255 for 0 to full scale. */
export type PeakOverview = Uint8Array;

/** Peaks of three frequency bands of the mono sum. */
export function bandOverview(pcm: Pcm): BandOverview {
  const mono = toMono(pcm);
  const rate = pcm.sampleRateHz;
  const band = (filters: BiquadCoefficients[]) => {
    const filtered = mono.slice();
    new BiquadCascade(filters).processBlock(filtered);
    return columnPeaks([filtered], rate);
  };
  return {
    low: band([lowpass(rate, LOW_MID_HZ)]),
    mid: band([highpass(rate, LOW_MID_HZ), lowpass(rate, MID_HIGH_HZ)]),
    high: band([highpass(rate, MID_HIGH_HZ)]),
  };
}

/** Peaks of the loudest channel. */
export function peakOverview(pcm: Pcm): PeakOverview {
  return columnPeaks(pcm.channels, pcm.sampleRateHz);
}

/** How many columns a sound has: at least one. */
export function overviewColumns(pcm: Pcm): number {
  return Math.max(1, Math.ceil(durationSeconds(pcm) * OVERVIEW_COLUMNS_PER_SECOND));
}

function columnPeaks(channels: Float32Array[], sampleRateHz: number): Uint8Array {
  const pcm = { channels, sampleRateHz };
  const columns = new Uint8Array(overviewColumns(pcm));
  const samplesPerColumn = sampleRateHz / OVERVIEW_COLUMNS_PER_SECOND;
  const samples = lengthSamples(pcm);
  for (let column = 0; column < columns.length; column++) {
    const end = Math.min(samples, Math.round((column + 1) * samplesPerColumn));
    let peak = 0;
    for (const channel of channels) {
      for (let i = Math.round(column * samplesPerColumn); i < end; i++) {
        const magnitude = Math.abs(channel[i]);
        if (magnitude > peak) peak = magnitude;
      }
    }
    columns[column] = Math.min(255, Math.round(peak * 255));
  }
  return columns;
}
