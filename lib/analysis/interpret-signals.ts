/** From what was measured in the sound to what it is as music. */
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { STEM_NAMES } from '@/lib/music/stem-names';
import { hasSteadyBeat } from './assert-remixable';
import { barCurves } from './bar-activity';
import { barLines } from './bar-lines';
import { chromaByBeat, meanByBeat } from './beat-features';
import { computeBeatGrid } from './beat-grid';
import { measureGroove } from './groove';
import { estimateKey } from './key-estimation';
import { traceKey } from './key-over-time';
import { phraseStarts } from './phrase-starts';
import { findSections } from './sections';
import type { SongAnalysis, StemProfile } from './song-analysis';
import type { SongSignals } from './song-signals';
import { profileStem } from './stem-profile';
import { detectVoice, findPhrases, voiceByBeat } from './vocal-activity';

/** Raised with every change of method that changes results. */
export const ANALYSIS_VERSION = '10';

/** @throws SegueError `aborted` */
export async function interpretSignals(
  signals: SongSignals,
  { signal, onProgress }: TaskOptions = {},
): Promise<Omit<SongAnalysis, 'integratedLufs'>> {
  const report = async (step: string, fraction: number) => {
    throwIfAborted(signal);
    onProgress?.({ step, fraction });
    await breathe();
  };

  await report('Finding the beat', 0);
  const curves = barCurves(signals);
  const grid = computeBeatGrid(signals, curves);
  const beats = grid.beatsSeconds;

  await report('Finding the sections', 0.5);
  const active = detectVoice(signals, signals.voiceIndependence);
  const vocalActivityByBeat = voiceByBeat(active, beats);
  const profiles = Object.fromEntries(
    STEM_NAMES.map((name) => [name, profileStem(signals.stems[name], signals.mix, beats)]),
  ) as Record<(typeof STEM_NAMES)[number], StemProfile>;
  const sections = findSections({
    signals,
    beatsSeconds: beats,
    downbeatIndices: grid.downbeatIndices,
    beatsPerBar: grid.beatsPerBar,
    chromaByBeat: chromaByBeat(signals.harmony.chords, beats),
    vocalActivityByBeat,
    drums: profiles.drums,
  });
  await report('Finding the key', 0.9);
  // Bars of a beat that is not there begin no phrases.
  const phrases = hasSteadyBeat(grid) ? phraseStarts(beats, grid.downbeatIndices, sections) : [];
  const key = estimateKey(signals.harmony, phrases);
  const lines = barLines(beats, grid.downbeatIndices, grid.beatsPerBar);
  const groove = measureGroove({
    signals,
    curves,
    beatsSeconds: beats,
    downbeatIndices: grid.downbeatIndices,
    beatsPerBar: grid.beatsPerBar,
  });
  const amplitude = meanByBeat(signals.mix.power, beats).map((power) => Math.sqrt(power));
  const loudest = Math.max(1e-9, ...amplitude);
  return {
    version: ANALYSIS_VERSION,
    durationSeconds: signals.durationSeconds,
    tempoBpm: grid.tempoBpm,
    tempoAlternativesBpm: grid.tempoAlternativesBpm,
    beatsPerBar: grid.beatsPerBar,
    beatsSeconds: beats,
    downbeatsSeconds: grid.downbeatIndices.map((index) => beats[index]),
    isGridConstant: grid.isConstant,
    confidence: grid.confidence,
    key,
    keyOverTime: traceKey(
      signals.harmony,
      lines.map((beat) => beats[beat]),
      key,
    ),
    sections: sections.map((section) => ({
      ...section,
      stemQuality: signals.quality.between(section.startSeconds, section.endSeconds),
    })),
    energyByBeat: amplitude.map((value) => value / loudest),
    vocalActivityByBeat,
    vocalPhrases: findPhrases(active, beats, grid.downbeatIndices),
    stems: profiles,
    groove,
    stemQuality: signals.quality.whole(),
    provenance: { grid: 'measured', key: 'measured', sections: 'measured' },
  };
}
