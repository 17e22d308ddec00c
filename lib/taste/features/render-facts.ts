/** What the features of rendered sound are computed from: spectra in short frames, gathered once a render. */
import { hannWindow, RealFft } from '@/lib/audio/fft';

/** A rendered remix or an excerpt of it; times count from the excerpt's start. */
export interface RenderedSound {
  sampleRateHz: number;
  /** The master, mixed to one channel. */
  master: Float32Array;
  /** The buses before the limiter, each mixed to one channel and as long as the master. */
  vocals: Float32Array;
  instruments: Float32Array;
  /** Where sections meet, seconds. */
  boundariesSeconds: readonly number[];
  /** The section of the strongest moment. */
  peak: { startSeconds: number; endSeconds: number };
}

/** A sound in frames; 0 where it was not looked at. */
export interface SoundFrames {
  count: number;
  /** Power of each frame. */
  power: Float64Array;
  /** Power by band, frame after frame. */
  bands: Float64Array;
  /** Power by pitch class, frame after frame. */
  chroma: Float64Array;
}

export interface RenderFacts {
  sound: RenderedSound;
  framesPerSecond: number;
  master: SoundFrames;
  /** Of these only the strongest moment. */
  vocals: SoundFrames;
  instruments: SoundFrames;
}

const FRAME = 4096;
const HOP = 1024;
/** Third-octave-like bands from 40 Hz to 16 kHz. */
export const BAND_COUNT = 26;
const LOWEST_HZ = 40;
const HIGHEST_HZ = 16000;
/** Pitch is heard in this range. */
const CHROMA_HZ = [80, 2500] as const;
const PITCH_CLASSES = 12;
const C0_HZ = 16.3516;

export function gatherRenderFacts(sound: RenderedSound): RenderFacts {
  const { sampleRateHz, master, vocals, instruments, peak } = sound;
  const framesPerSecond = sampleRateHz / HOP;
  const frames = new FrameReader(sampleRateHz);
  const from = Math.floor(peak.startSeconds * framesPerSecond);
  // steps of the course are rounded to whole frames
  const to = Math.ceil(peak.endSeconds * framesPerSecond) + 1;
  return {
    sound,
    framesPerSecond,
    master: frames.read(master, 0, Infinity),
    vocals: frames.read(vocals, from, to),
    instruments: frames.read(instruments, from, to),
  };
}

/** Reads sounds in frames, with its work buffers. */
class FrameReader {
  private readonly fft = new RealFft(FRAME);
  private readonly window = hannWindow(FRAME);
  private readonly spectrum = new Float64Array(2 * this.fft.bins);
  private readonly block = new Float32Array(FRAME);
  private readonly bandOf: Int8Array;
  private readonly pitchOf: Int8Array;

  constructor(sampleRateHz: number) {
    this.bandOf = binMap(this.fft.bins, sampleRateHz, bandIndex);
    this.pitchOf = binMap(this.fft.bins, sampleRateHz, pitchIndex);
  }

  read(signal: Float32Array, fromFrame: number, toFrame: number): SoundFrames {
    const count = Math.max(1, Math.ceil(signal.length / HOP));
    const frames: SoundFrames = {
      count,
      power: new Float64Array(count),
      bands: new Float64Array(count * BAND_COUNT),
      chroma: new Float64Array(count * PITCH_CLASSES),
    };
    for (let frame = Math.max(0, fromFrame); frame < Math.min(count, toFrame); frame++) {
      this.readFrame(signal, frame, frames);
    }
    return frames;
  }

  private readFrame(signal: Float32Array, frame: number, { power, bands, chroma }: SoundFrames) {
    const { block, window, spectrum, bandOf, pitchOf } = this;
    const start = frame * HOP - FRAME / 2;
    const from = Math.max(0, -start);
    const to = Math.min(FRAME, signal.length - start);
    block.fill(0);
    for (let i = from; i < to; i++) block[i] = signal[start + i] * window[i];
    this.fft.forward(block, spectrum);
    let total = 0;
    for (let bin = 1; bin < bandOf.length; bin++) {
      const own = spectrum[2 * bin] ** 2 + spectrum[2 * bin + 1] ** 2;
      total += own;
      if (bandOf[bin] >= 0) bands[frame * BAND_COUNT + bandOf[bin]] += own;
      if (pitchOf[bin] >= 0) chroma[frame * PITCH_CLASSES + pitchOf[bin]] += own;
    }
    power[frame] = total;
  }
}

function binMap(bins: number, sampleRateHz: number, indexOf: (hz: number) => number): Int8Array {
  return Int8Array.from({ length: bins }, (_, bin) => indexOf((bin * sampleRateHz) / FRAME));
}

function bandIndex(hz: number): number {
  if (hz < LOWEST_HZ || hz >= HIGHEST_HZ) return -1;
  return Math.floor((BAND_COUNT * Math.log(hz / LOWEST_HZ)) / Math.log(HIGHEST_HZ / LOWEST_HZ));
}

function pitchIndex(hz: number): number {
  if (hz < CHROMA_HZ[0] || hz > CHROMA_HZ[1]) return -1;
  return ((Math.round(12 * Math.log2(hz / C0_HZ)) % 12) + 12) % 12;
}

/** Mean of the frames' bands or chroma over a stretch of time. */
export function meanOver(
  facts: RenderFacts,
  values: Float64Array,
  width: number,
  fromSeconds: number,
  toSeconds: number,
): Float64Array {
  const mean = new Float64Array(width);
  const count = values.length / width;
  const from = Math.max(0, Math.min(count - 1, Math.round(fromSeconds * facts.framesPerSecond)));
  const to = Math.max(from + 1, Math.min(count, Math.round(toSeconds * facts.framesPerSecond)));
  for (let frame = from; frame < to; frame++) {
    for (let i = 0; i < width; i++) mean[i] += values[frame * width + i] / (to - from);
  }
  return mean;
}

/** Level of a stretch of time, dB relative to any one reference. */
export function levelDb(
  facts: RenderFacts,
  frames: SoundFrames,
  fromSeconds: number,
  toSeconds: number,
): number {
  return 10 * Math.log10(meanOver(facts, frames.power, 1, fromSeconds, toSeconds)[0] + 1e-6);
}

/** Cosine of two spectra's angle, 0 to 1; 1 where both are silent. */
export function cosine(one: Float64Array, other: Float64Array): number {
  let [both, squareOne, squareOther] = [0, 0, 0];
  for (let i = 0; i < one.length; i++) {
    both += one[i] * other[i];
    squareOne += one[i] ** 2;
    squareOther += other[i] ** 2;
  }
  if (squareOne < 1e-18 && squareOther < 1e-18) return 1;
  return both / Math.sqrt(Math.max(squareOne * squareOther, 1e-30));
}
