/** What is heard, measured as it is heard: loudness of the last 0.4 s and spectrum. */
import { kWeightingSections, powerToLufs } from '@/lib/audio/loudness';
import type { Tone } from './tone';

/** Window of a momentary loudness. Source: EBU Tech 3341. */
const MOMENTARY_SECONDS = 0.4;
/** The longest window that an analyser may have: 0.4 s of any rate up to 80 kHz. Source: Web Audio API, `fftSize`. */
const LOUDNESS_SAMPLES = 32768;
const SPECTRUM_SAMPLES = 4096;
const SPECTRUM_SMOOTHING = 0.75;
/** Bands of equal width in octaves between these. */
const LOWEST_HZ = 40;
const HIGHEST_HZ = 16000;
export const SPECTRUM_BANDS = 28;

export class SoundMeters {
  /** K-weighted; one for each ear. */
  private readonly ears: readonly AnalyserNode[];
  private readonly spectrum: AnalyserNode;
  /** Their inputs, which end with them. */
  private readonly inner: readonly AudioNode[];
  private readonly samples = new Float32Array(LOUDNESS_SAMPLES);
  private readonly bins: Float32Array<ArrayBuffer>;
  private readonly bands = new Float32Array(SPECTRUM_BANDS);
  private readonly rateHz: number;

  constructor(tone: Tone, input: InstanceType<Tone['Gain']>) {
    const context = tone.getContext();
    this.rateHz = context.sampleRate;
    const [head, lowCut] = kWeightingSections(this.rateHz).map(({ feedforward, feedback }) =>
      context.createIIRFilter(feedforward, feedback),
    );
    const splitter = context.createChannelSplitter(2);
    this.ears = [0, 1].map((ear) => {
      const analyser = context.createAnalyser();
      analyser.fftSize = LOUDNESS_SAMPLES;
      tone.connect(splitter, analyser, ear);
      return analyser;
    });
    this.spectrum = context.createAnalyser();
    this.spectrum.fftSize = SPECTRUM_SAMPLES;
    this.spectrum.smoothingTimeConstant = SPECTRUM_SMOOTHING;
    this.bins = new Float32Array(this.spectrum.frequencyBinCount);
    tone.connect(input, head);
    tone.connect(head, lowCut);
    tone.connect(lowCut, splitter);
    tone.connect(input, this.spectrum);
    this.inner = [head, lowCut, splitter];
  }

  /** LUFS of the last 0.4 s; -Infinity for silence. */
  momentaryLufs(): number {
    const count = Math.min(Math.round(MOMENTARY_SECONDS * this.rateHz), LOUDNESS_SAMPLES);
    let sum = 0;
    for (const ear of this.ears) {
      ear.getFloatTimeDomainData(this.samples);
      for (let i = LOUDNESS_SAMPLES - count; i < LOUDNESS_SAMPLES; i++) sum += this.samples[i] ** 2;
    }
    return powerToLufs(sum / count);
  }

  /** Level of each band, low to high, dB relative to full scale: the loudest of its bins. Written over by the next. */
  bandsDb(): Float32Array {
    const { bins, bands } = this;
    this.spectrum.getFloatFrequencyData(bins);
    const binHz = this.rateHz / 2 / bins.length;
    for (let band = 0; band < SPECTRUM_BANDS; band++) {
      const from = Math.round(bandEdgeHz(band) / binHz);
      const to = Math.max(Math.round(bandEdgeHz(band + 1) / binHz), from + 1);
      bands[band] = Math.max(...bins.subarray(from, to));
    }
    return bands;
  }

  dispose(): void {
    for (const node of [...this.inner, ...this.ears, this.spectrum]) node.disconnect();
  }
}

function bandEdgeHz(band: number): number {
  return LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** (band / SPECTRUM_BANDS);
}
