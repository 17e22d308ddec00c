/**
 * Everything that is measured from the sound before any music is looked for: one pass over the mix and
 * each stem; all later steps read these frames.
 */
import { lengthSamples, type Pcm, toMono } from '@/lib/audio/pcm';
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { Stems } from '@/lib/stems/stems';
import { type BandSpectrogram, computeBandSpectrogram, FRAME_RATE_HZ } from './band-spectrogram';
import { computeOnsetStrength, type OnsetStrength, referenceMagnitude } from './onset-strength';
import { measureHarmony, type SongHarmony } from './song-harmony';

export interface SignalFrames {
  mono: Float32Array;
  /** Mean square over the channels by frame of 10 ms; frame i spans i to i + 1 hundredths of a second. */
  power: Float32Array;
  /** Frames centred on i hundredths of a second. */
  spectrogram: BandSpectrogram;
  onset: OnsetStrength;
}

export interface SongSignals {
  sampleRateHz: number;
  durationSeconds: number;
  mix: SignalFrames;
  stems: Record<StemName, SignalFrames>;
  harmony: SongHarmony;
}

/** Mean square by frame of 10 ms. */
function framePower(pcm: Pcm): Float32Array {
  const hop = pcm.sampleRateHz / FRAME_RATE_HZ;
  const length = lengthSamples(pcm);
  const power = new Float32Array(Math.max(1, Math.ceil(length / hop)));
  for (let frame = 0; frame < power.length; frame++) {
    const from = Math.round(frame * hop);
    const to = Math.min(length, Math.round((frame + 1) * hop));
    let sum = 0;
    for (const channel of pcm.channels) {
      for (let i = from; i < to; i++) sum += channel[i] * channel[i];
    }
    power[frame] = sum / Math.max(1, (to - from) * pcm.channels.length);
  }
  return power;
}

function measureSignal(pcm: Pcm): SignalFrames {
  const mono = toMono(pcm);
  const spectrogram = computeBandSpectrogram(mono, pcm.sampleRateHz);
  const onset = computeOnsetStrength(spectrogram, referenceMagnitude(spectrogram));
  return { mono, power: framePower(pcm), spectrogram, onset };
}

export async function measureSignals(
  mix: Pcm,
  stems: Stems,
  options: TaskOptions = {},
): Promise<SongSignals> {
  const measured: Partial<Record<StemName | 'mix', SignalFrames>> = {};
  const names = ['mix', ...STEM_NAMES] as const;
  const report = async (step: string, index: number) => {
    throwIfAborted(options.signal);
    options.onProgress?.({ step, fraction: index / (names.length + 1) });
    await breathe();
  };
  for (const [index, name] of names.entries()) {
    await report('Listening', index);
    measured[name] = measureSignal(name === 'mix' ? mix : stems[name]);
  }
  await report('Listening for chords', names.length);
  const all = measured as Record<StemName | 'mix', SignalFrames>;
  const { vocals, drums, bass, other } = all;
  return {
    sampleRateHz: mix.sampleRateHz,
    durationSeconds: lengthSamples(mix) / mix.sampleRateHz,
    mix: all.mix,
    stems: { vocals, drums, bass, other },
    harmony: measureHarmony(other.mono, bass.mono, mix.sampleRateHz),
  };
}
