/**
 * What plain masks reach, and the best that any mask could: the marks between which a separation
 * stands. The ideal mask knows the true stems; the others see the mix alone.
 */
import { lengthSamples, type Pcm } from '@/lib/audio/pcm';
import { Stft } from '@/lib/audio/stft';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { medianFilterLine } from '@/lib/stems/median-filter';
import type { Stems } from '@/lib/stems/stems';

const FRAME_SIZE = 2048;
const HOP = 512;
/** Medians of the harmonic/percussive split, in frames and bins (FitzGerald, DAFx 2010). */
const MEDIAN = 31;
/** Voices lie in this band. */
const VOICE_BAND_HZ = [120, 8000] as const;
const BASS_BELOW_HZ = 200;
/** Similar frames that REPET-SIM takes the median of, and how far they must lie apart, s. */
const REPEATS = 15;
const APART_SECONDS = 1;
/** How much louder than what repeats a voice must be to get half of a point (as in librosa's example). */
const VOICE_MARGIN = 10;
/** Neighbouring bins that are compared as one. */
const BAND_BINS = 16;
const TINY = 1e-20;

/** A spectrogram by channel (interleaved) and its power over all channels; frame after frame. */
interface Spectrogram {
  stft: Stft;
  frames: number;
  spectra: Float32Array[];
  power: Float32Array;
}

export type MaskName =
  | 'centre × harmonic'
  | 'REPET-SIM'
  | 'percussive'
  | 'low-pass'
  | 'what is left';

/** Each plain mask's estimate of the one stem that it is meant for. */
export function plainMaskEstimates(mix: Pcm): { mask: MaskName; stem: StemName; pcm: Pcm }[] {
  const spectrogram = analyze(mix);
  const { stft, frames, power } = spectrogram;
  const hzPerBin = mix.sampleRateHz / FRAME_SIZE;
  const hz = (i: number) => (i % stft.bins) * hzPerBin;
  const harmonic = harmonicShares(power, frames, stft.bins);
  const centre = centreShares(spectrogram);
  const background = repeatedShares(spectrogram, mix.sampleRateHz / HOP);
  const isVoiceBand = (i: number) => hz(i) >= VOICE_BAND_HZ[0] && hz(i) <= VOICE_BAND_HZ[1];
  const isBass = (i: number) => hz(i) < BASS_BELOW_HZ;
  const masks: [MaskName, StemName, (i: number) => number][] = [
    ['centre × harmonic', 'vocals', (i) => (isVoiceBand(i) ? centre[i] * harmonic[i] : 0)],
    ['REPET-SIM', 'vocals', (i) => (isVoiceBand(i) ? 1 - background[i] : 0)],
    ['percussive', 'drums', (i) => 1 - harmonic[i]],
    ['low-pass', 'bass', (i) => (isBass(i) ? harmonic[i] : 0)],
    [
      'what is left',
      'other',
      (i) => (isBass(i) ? 0 : harmonic[i] * (isVoiceBand(i) ? 1 - centre[i] : 1)),
    ],
  ];
  return masks.map(([mask, stem, share]) => ({
    mask,
    stem,
    pcm: synthesize(mix, spectrogram, share),
  }));
}

/** The stems through the ideal ratio mask: each one's true share of the powers. */
export function idealMaskEstimates(mix: Pcm, truth: Stems): Stems {
  const spectrogram = analyze(mix);
  const powers = STEM_NAMES.map((stem) => analyze(truth[stem]).power);
  return Object.fromEntries(
    powers.map((own, s) => {
      const share = (i: number) =>
        own[i] / (powers.reduce((sum, values) => sum + values[i], 0) + TINY);
      return [STEM_NAMES[s], synthesize(mix, spectrogram, share)];
    }),
  ) as Stems;
}

function analyze({ channels }: Pcm): Spectrogram {
  const stft = new Stft(FRAME_SIZE, HOP);
  const frames = stft.frameCount(channels[0].length);
  const size = 2 * stft.bins;
  const power = new Float32Array(frames * stft.bins);
  const spectra = channels.map((channel) => {
    const spectrum = new Float32Array(frames * size);
    for (let frame = 0; frame < frames; frame++) {
      stft.analyze(channel, frame, spectrum.subarray(frame * size, (frame + 1) * size));
    }
    for (let i = 0; i < power.length; i++) {
      power[i] += spectrum[2 * i] ** 2 + spectrum[2 * i + 1] ** 2;
    }
    return spectrum;
  });
  return { stft, frames, spectra, power };
}

function synthesize(mix: Pcm, spectrogram: Spectrogram, share: (i: number) => number): Pcm {
  const { stft, frames, spectra } = spectrogram;
  const masked = new Float32Array(2 * stft.bins);
  const channels = spectra.map((spectrum) => {
    const channel = new Float32Array(lengthSamples(mix));
    for (let frame = 0; frame < frames; frame++) {
      for (let bin = 0; bin < stft.bins; bin++) {
        const i = frame * stft.bins + bin;
        const weight = share(i);
        masked[2 * bin] = weight * spectrum[2 * i];
        masked[2 * bin + 1] = weight * spectrum[2 * i + 1];
      }
      stft.synthesize(masked, frame, channel);
    }
    return channel;
  });
  return { sampleRateHz: mix.sampleRateHz, channels };
}

/** Share of what lasts against what is broad, as squared medians along time and along frequency. */
function harmonicShares(power: Float32Array, frames: number, bins: number): Float32Array {
  const lasting = new Float32Array(power.length);
  const broad = new Float32Array(power.length);
  const sorted = new Float32Array(MEDIAN);
  for (let bin = 0; bin < bins; bin++) {
    medianFilterLine(power, lasting, { start: bin, stride: bins, length: frames }, MEDIAN, sorted);
  }
  for (let frame = 0; frame < frames; frame++) {
    const line = { start: frame * bins, stride: 1, length: bins };
    medianFilterLine(power, broad, line, MEDIAN, sorted);
  }
  return lasting.map((value, i) => value / (value + broad[i] + TINY));
}

/** How alike left and right are: 1 in the middle of the image, 0 at its sides; 0.5 in mono. */
function centreShares({ spectra, power }: Spectrogram): Float32Array {
  const [left, right] = spectra;
  if (!right) return power.map(() => 0.5);
  return power.map((value, i) => {
    const cross = left[2 * i] * right[2 * i] + left[2 * i + 1] * right[2 * i + 1];
    return Math.max(0, (2 * cross) / (value + TINY));
  });
}

/**
 * Share of what comes back elsewhere in the song: the median of the frames most like each frame.
 * Source: Z. Rafii and B. Pardo, Music/voice separation using the similarity matrix (ISMIR 2012).
 */
function repeatedShares({ stft, frames, power }: Spectrogram, framesPerSecond: number) {
  const { bins } = stft;
  const bands = Math.floor(bins / BAND_BINS);
  const outlines = Array.from({ length: frames }, (_, frame) => {
    const outline = new Float32Array(bands);
    for (let bin = 0; bin < bands * BAND_BINS; bin++) {
      outline[Math.floor(bin / BAND_BINS)] += Math.sqrt(power[frame * bins + bin]);
    }
    const length = Math.hypot(...outline) + TINY;
    return outline.map((value) => value / length);
  });
  const apart = Math.round(APART_SECONDS * framesPerSecond);
  const shares = new Float32Array(power.length);
  const likeness = new Float32Array(frames);
  const values: number[] = [];
  for (let frame = 0; frame < frames; frame++) {
    for (let other = 0; other < frames; other++) {
      let sum = 0;
      for (let band = 0; band < bands; band++) sum += outlines[frame][band] * outlines[other][band];
      likeness[other] = sum;
    }
    const alike: number[] = [];
    while (alike.length < REPEATS) {
      const best = likeness.reduce((top, value, i) => (value > likeness[top] ? i : top), 0);
      if (likeness[best] <= 0) break;
      alike.push(best);
      likeness.fill(0, Math.max(0, best - apart), best + apart + 1);
    }
    for (let bin = 0; bin < bins; bin++) {
      values.length = 0;
      for (const other of alike) values.push(power[other * bins + bin]);
      values.sort((a, b) => a - b);
      const own = Math.sqrt(power[frame * bins + bin]);
      const repeated = Math.min(own, Math.sqrt(values[values.length >> 1] ?? 0));
      const voice = (own - repeated) ** 2;
      const background = (VOICE_MARGIN * repeated) ** 2;
      shares[frame * bins + bin] = background / (voice + background + TINY);
    }
  }
  return shares;
}
