/**
 * Everything that is measured from the sound before any music is looked for: one pass over the mix and
 * each stem; all later steps read these frames.
 */
import { lengthSamples, type Pcm } from '@/lib/audio/pcm';
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import type { StemName } from '@/lib/music/stem-names';
import type { StemSource } from '@/lib/stems/stems';
import { slopeEnvelope } from './attack-times';
import { type BandSpectrogram, computeBandSpectrogram, FRAME_RATE_HZ } from './band-spectrogram';
import { halveRate } from './halve-rate';
import { computeOnsetStrength, type OnsetStrength, referenceMagnitude } from './onset-strength';
import { measureHarmony, type SongHarmony } from './song-harmony';
import { measureStemQuality } from './stem-quality';

export interface SignalFrames {
  /** Mean square over the channels by frame of 10 ms; frame i spans i to i + 1 hundredths of a second. */
  power: Float32Array;
  /** Frames centred on i hundredths of a second. */
  spectrogram: BandSpectrogram;
  onset: OnsetStrength;
}

export interface SongSignals {
  durationSeconds: number;
  mix: SignalFrames;
  stems: Record<StemName, SignalFrames>;
  /** How clean each stem is, 0 to 1. */
  stemQuality: Record<StemName, number>;
  /** Envelopes in which attacks are timed: of the mix and of the drums. */
  slopeEnvelopes: Float32Array[];
  harmony: SongHarmony;
}

/** Mean of the channels. */
function mixDown({ channels }: Pcm): Float32Array {
  const [left, right] = channels;
  if (!right || left === right) return left;
  const mono = new Float32Array(left.length);
  for (let i = 0; i < mono.length; i++) mono[i] = 0.5 * (left[i] + right[i]);
  return mono;
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

function measureFrames(pcm: Pcm, mono: Float32Array, monoRateHz: number): SignalFrames {
  const spectrogram = computeBandSpectrogram(mono, monoRateHz);
  const onset = computeOnsetStrength(spectrogram, referenceMagnitude(spectrogram));
  return { power: framePower(pcm), spectrogram, onset };
}

/** @throws SegueError `aborted` */
export async function measureSignals(
  mix: Pcm,
  stem: StemSource,
  options: TaskOptions = {},
): Promise<SongSignals> {
  const rateHz = mix.sampleRateHz;
  const slopeEnvelopes: Float32Array[] = [];
  const step = async (fraction: number) => {
    throwIfAborted(options.signal);
    options.onProgress?.({ step: 'Listening', fraction });
    await breathe();
  };
  /** Mix and drums at the full rate: they are timed to the sample. */
  const measureTimed = (pcm: Pcm) => {
    const mono = mixDown(pcm);
    slopeEnvelopes.push(slopeEnvelope(mono, rateHz));
    return measureFrames(pcm, mono, rateHz);
  };
  const measureHalved = (pcm: Pcm) => {
    const mono = halveRate(mixDown(pcm));
    return { mono, frames: measureFrames(pcm, mono, rateHz / 2) };
  };
  await step(0);
  const mixFrames = measureTimed(mix);
  await step(0.25);
  const drums = measureTimed(await stem('drums'));
  await step(0.5);
  const vocals = measureHalved(await stem('vocals')).frames;
  await step(0.65);
  const bass = measureHalved(await stem('bass'));
  await step(0.8);
  const other = measureHalved(await stem('other'));
  await step(0.9);
  const frames = { vocals, drums, bass: bass.frames, other: other.frames };
  const quality = measureStemQuality(frames);
  return {
    durationSeconds: lengthSamples(mix) / rateHz,
    mix: mixFrames,
    stems: frames,
    stemQuality: quality,
    slopeEnvelopes,
    harmony: measureHarmony(other.mono, bass.mono, rateHz, quality.other),
  };
}
