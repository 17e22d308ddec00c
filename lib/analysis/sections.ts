/** The parts of a song with what a remix needs to know of each. */
import { bandAtHz, FRAME_RATE_HZ } from '@/lib/audio/band-spectrogram';
import { pickOnsets } from './attack-times';
import { bandPower, computeBarFeatures } from './bar-features';
import { barLines } from './bar-lines';
import { meanByBeat } from './beat-features';
import { barNovelty, divideBars } from './section-boundaries';
import { nameSections, type SectionTraits } from './section-naming';
import type { SignalFrames } from './signal-frames';
import type { Section, SectionEnergy, StemProfile } from './song-analysis';
import type { SongSignals } from './song-signals';
import { clamp, mean } from './statistics';

/** Edges of the energy bands. */
const LOW_HZ = 200;
const HIGH_HZ = 4000;
/** Range of the brightness scale. */
const DARK_HZ = 200;
const BRIGHT_HZ = 10000;
export interface SectionInput {
  signals: SongSignals;
  beatsSeconds: readonly number[];
  downbeatIndices: readonly number[];
  beatsPerBar: number;
  chromaByBeat: readonly Float64Array[];
  vocalActivityByBeat: readonly number[];
  drums: StemProfile;
}

/** Centroid of the spectrum on a logarithmic scale, 0 to 1, by frame. */
function brightnessByFrame(signal: SignalFrames): Float32Array {
  const { frames, bands, magnitudes, centresHz } = signal.spectrogram;
  const position = Float32Array.from(
    centresHz,
    (hz) => Math.log(hz / DARK_HZ) / Math.log(BRIGHT_HZ / DARK_HZ),
  );
  const result = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    let weighted = 0;
    let total = 0;
    for (let band = 0; band < bands; band++) {
      const magnitude = magnitudes[frame * bands + band];
      weighted += magnitude * position[band];
      total += magnitude;
    }
    result[frame] = total > 1e-6 ? clamp(weighted / total, 0, 1) : 0;
  }
  return result;
}

/** Slope of values along a section as the difference of its last and first third, -1 to 1. */
function rise(values: readonly number[]): number {
  if (values.length < 3) return 0;
  const third = Math.max(1, Math.floor(values.length / 3));
  const before = mean(values.slice(0, third));
  const after = mean(values.slice(-third));
  return clamp((after - before) / Math.max(0.5 * (after + before), 0.15), -1, 1);
}

export function findSections(input: SectionInput): Section[] {
  const { signals, beatsSeconds } = input;
  const { mix } = signals;
  const lines = barLines(beatsSeconds, input.downbeatIndices, input.beatsPerBar);
  const division = divideBars(
    barNovelty(
      computeBarFeatures(
        signals,
        beatsSeconds,
        lines,
        input.chromaByBeat,
        input.vocalActivityByBeat,
      ),
    ),
  );
  const low = bandAtHz(mix.spectrogram, LOW_HZ);
  const high = bandAtHz(mix.spectrogram, HIGH_HZ);
  const levels = {
    overall: meanByBeat(mix.power, beatsSeconds),
    low: meanByBeat(bandPower(mix, 0, low), beatsSeconds),
    mid: meanByBeat(bandPower(mix, low, high), beatsSeconds),
    high: meanByBeat(bandPower(mix, high, mix.spectrogram.bands), beatsSeconds),
  };
  const brightness = meanByBeat(brightnessByFrame(mix), beatsSeconds);
  const amplitude = levels.overall.map((power) => Math.sqrt(power));
  const loudest = Math.max(1e-9, ...amplitude);
  const onsetCounts = new Float32Array(mix.onset.frames);
  for (const { frame } of pickOnsets(
    mix.onset.mid.map((v, i) => v + mix.onset.low[i] + 0.5 * mix.onset.high[i]),
    FRAME_RATE_HZ,
  )) {
    onsetCounts[frame] = 1;
  }
  const density = meanByBeat(onsetCounts, beatsSeconds).map(
    (share, beat) => share * FRAME_RATE_HZ * (beatsSeconds[beat + 1] - beatsSeconds[beat]),
  );
  const firstDownbeat = input.downbeatIndices[0] ?? 0;
  const spans = division
    .slice(0, -1)
    .map((bar, i) => ({ from: lines[bar], to: lines[division[i + 1]] }));
  const rms = (values: readonly number[], span: { from: number; to: number }) =>
    Math.sqrt(mean(values.slice(span.from, span.to)));
  const raw = spans.map((span) => ({
    overall: rms(levels.overall, span),
    low: rms(levels.low, span),
    mid: rms(levels.mid, span),
    high: rms(levels.high, span),
  }));
  const top = (name: keyof SectionEnergy) => Math.max(1e-9, ...raw.map((energy) => energy[name]));
  const tops = { overall: top('overall'), low: top('low'), mid: top('mid'), high: top('high') };
  const tension = spans.map(({ from, to }) =>
    clamp(
      0.6 * rise(amplitude.slice(from, to).map((value) => value / loudest)) +
        0.25 * rise(brightness.slice(from, to)) +
        0.15 * rise(density.slice(from, to)),
      -1,
      1,
    ),
  );
  const traits: SectionTraits[] = spans.map(({ from, to }, i) => ({
    voice: mean(input.vocalActivityByBeat.slice(from, to)),
    drums: mean(input.drums.activeByBeat.slice(from, to).map(Number)),
    energy: raw[i].overall / tops.overall,
    tension: tension[i],
    bars: (to - from) / input.beatsPerBar,
  }));
  const labels = nameSections(traits);
  return spans.map(({ from, to }, i) => ({
    label: labels[i],
    startSeconds: beatsSeconds[from],
    endSeconds: beatsSeconds[to],
    startBar: Math.round((from - firstDownbeat) / input.beatsPerBar),
    endBar: Math.round((to - firstDownbeat) / input.beatsPerBar),
    energy: {
      overall: raw[i].overall / tops.overall,
      low: raw[i].low / tops.low,
      mid: raw[i].mid / tops.mid,
      high: raw[i].high / tops.high,
    },
    density: mean(density.slice(from, to)),
    tension: tension[i],
    brightness: mean(brightness.slice(from, to)),
    vocalActivity: traits[i].voice,
  }));
}
