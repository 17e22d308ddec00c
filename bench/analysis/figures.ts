/** What an analysis of a generated song is worth, by the measures of the field. */
import type { EssentiaKeyProfile } from '@/lib/analysis/essentia';
import type { KeySpan, SongAnalysis } from '@/lib/analysis/song-analysis';
import type { SongTruth } from '@/lib/demo/song-truth';
import { evaluateBeats, trimBeats } from '@/lib/evaluation/beat-measures';
import { keyScore } from '@/lib/evaluation/key-measures';
import { boundaryHitRate } from '@/lib/evaluation/segment-boundaries';
import { keyName } from '@/lib/music/key';

/** Beats and tempo, by which both analyses are judged. */
export interface BeatFigures {
  beatF: number;
  cmlT: number;
  amlT: number;
  /** Median distance of the true beats from those found, ms. */
  beatErrorMs: number;
  /** 1 where the tempo is within 1 % and in the right octave. */
  tempo: number;
}

export interface OwnFigures extends BeatFigures {
  downbeatF: number;
  /** 1 where it is right. */
  metre: number;
  isGridConstantRight: number;
  /** MIREX weights. */
  key: number;
  keyConfidence: number;
  /** Share of the time between first and last beat that is given the key it is in. */
  keyOverTime: number;
  sectionF3: number;
  sectionF05: number;
  /** Processor time of beats alone, and of everything. */
  beatsSeconds: number;
  seconds: number;
  timesRealTime: number;
}

/** What essentia's KeyExtractor may be given: the mix, or bass and chords without the rest. */
export const KEY_INPUTS = ['mix', 'bass and chords'] as const;
/** "bgate, mix". */
export type EssentiaKeyName = `${EssentiaKeyProfile}, ${(typeof KEY_INPUTS)[number]}`;

export interface EssentiaFigures extends Partial<BeatFigures> {
  /** MIREX weights by profile and input. */
  keys: Record<EssentiaKeyName, number>;
  /** Processor time of RhythmExtractor2013 where it has run, and of one KeyExtractor in the mean. */
  beatsSeconds?: number;
  keySeconds: number;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function isTempoRight(estimateBpm: number, truth: SongTruth): number {
  // A live tempo has no one figure: its median may be off by what the song itself wanders.
  const tolerance = truth.isGridConstant ? 0.01 : 0.04;
  return Math.abs(estimateBpm / truth.tempoBpm - 1) < tolerance ? 1 : 0;
}

/** The part of a list of beats that the truth speaks of. */
function within(truth: SongTruth, beatsSeconds: readonly number[]): number[] {
  const end = (truth.beatsSeconds.at(-1) ?? 0) + 0.1;
  return trimBeats(beatsSeconds.filter((seconds) => seconds < end));
}

export function judgeBeats(
  truth: SongTruth,
  estimate: { beatsSeconds: readonly number[]; tempoBpm: number },
): BeatFigures {
  const beats = within(truth, estimate.beatsSeconds);
  const reference = trimBeats(truth.beatsSeconds);
  const scores = evaluateBeats(reference, beats);
  const errors = reference.map((time) =>
    beats.reduce((least, beat) => Math.min(least, Math.abs(beat - time)), Number.POSITIVE_INFINITY),
  );
  return {
    beatF: scores.fMeasure,
    cmlT: scores.cmlt,
    amlT: scores.amlt,
    beatErrorMs: 1000 * median(errors),
    tempo: isTempoRight(estimate.tempoBpm, truth),
  };
}

export function judgeOwn(
  truth: SongTruth,
  analysis: SongAnalysis,
  times: Pick<OwnFigures, 'beatsSeconds' | 'seconds'>,
): OwnFigures {
  const downbeats = within(truth, analysis.downbeatsSeconds);
  return {
    ...judgeBeats(truth, analysis),
    downbeatF: evaluateBeats(trimBeats(truth.downbeatsSeconds), downbeats).fMeasure,
    metre: analysis.beatsPerBar === truth.beatsPerBar ? 1 : 0,
    isGridConstantRight: analysis.isGridConstant === truth.isGridConstant ? 1 : 0,
    key: keyScore(truth.key, analysis.key),
    keyConfidence: analysis.key.confidence,
    keyOverTime: shareInKey(truth, analysis.keyOverTime?.spans ?? []),
    sectionF3: boundaryHitRate(truth.sections, analysis.sections, 3).fMeasure,
    sectionF05: boundaryHitRate(truth.sections, analysis.sections, 0.5).fMeasure,
    ...times,
    timesRealTime: analysis.durationSeconds / times.seconds,
  };
}

function shareInKey({ sections }: SongTruth, spans: readonly KeySpan[]): number {
  let right = 0;
  let total = 0;
  for (const section of sections) {
    total += section.endSeconds - section.startSeconds;
    for (const span of spans) {
      if (keyName(span) !== keyName(section.key)) continue;
      const from = Math.max(span.startSeconds, section.startSeconds);
      right += Math.max(0, Math.min(span.endSeconds, section.endSeconds) - from);
    }
  }
  return right / total;
}
