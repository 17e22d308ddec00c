/** What is measured of every sound, mix or stem, frame by frame; all later steps read these frames. */
import {
  type BandSpectrogram,
  computeBandSpectrogram,
  FRAME_RATE_HZ,
} from '@/lib/audio/band-spectrogram';
import type { MonoSignal } from '@/lib/audio/mono-signal';
import type { Pcm } from '@/lib/audio/pcm';
import { computeOnsetStrength, type OnsetStrength, referenceMagnitude } from './onset-strength';

export interface SignalFrames {
  /** Mean square over the channels by frame of 10 ms; frame i spans i to i + 1 hundredths of a second. */
  power: Float32Array;
  /** Frames centred on i hundredths of a second. */
  spectrogram: BandSpectrogram;
  onset: OnsetStrength;
}

/** Mean square of the channels by frame of 10 ms. */
function framePower({ channels, sampleRateHz }: Pcm): Float32Array {
  const hop = sampleRateHz / FRAME_RATE_HZ;
  const power = new Float32Array(Math.max(1, Math.ceil(channels[0].length / hop)));
  for (const channel of channels) addFramePower(channel, hop, 1 / channels.length, power);
  return power;
}

function addFramePower(
  channel: Float32Array,
  hop: number,
  share: number,
  power: Float32Array,
): void {
  for (let frame = 0; frame < power.length; frame++) {
    const from = Math.round(frame * hop);
    const to = Math.min(channel.length, Math.round((frame + 1) * hop));
    let sum = 0;
    for (let i = from; i < to; i++) sum += channel[i] * channel[i];
    power[frame] += (share * sum) / Math.max(1, to - from);
  }
}

/** @param mono the sound's mono signal, at its rate or at half of it */
export function measureFrames(pcm: Pcm, mono: MonoSignal): SignalFrames {
  const spectrogram = computeBandSpectrogram(mono);
  const onset = computeOnsetStrength(spectrogram, referenceMagnitude(spectrogram));
  return { power: framePower(pcm), spectrogram, onset };
}
