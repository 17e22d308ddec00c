/** The sections as their user has corrected them, with what each sounds like. */
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { Section, SongAnalysis } from '../song-analysis';
import { mean } from '../statistics';
import type { SectionCorrection } from './corrected-part';
import { correctSections, onBarLines, type SectionDraft } from './section-corrections';

/** Bar lines of a song, with its first and its last beat, where a section can begin or end. */
export interface BarLines {
  seconds: number[];
  /** Indices into the beats. */
  beats: number[];
  /** Bars counted from the first downbeat. */
  bars: number[];
}

type Grid = Pick<SongAnalysis, 'beatsSeconds' | 'downbeatsSeconds' | 'beatsPerBar'>;

/**
 * The lines on which sections begin and end. A beginning or an end of less than half a bar is no bar of
 * its own: the line beside it is left out.
 */
export function sectionLines({ beatsSeconds, downbeatsSeconds, beatsPerBar }: Grid): BarLines {
  const last = beatsSeconds.length - 1;
  const isDownbeat = new Set(downbeatsSeconds);
  const downbeats = beatsSeconds.flatMap((seconds, i) => (isDownbeat.has(seconds) ? i : []));
  const first = downbeats[0] ?? 0;
  const barOf = (beat: number) => {
    const before = downbeats.findLastIndex((downbeat) => downbeat <= beat);
    const from = before < 0 ? first : downbeats[before];
    return Math.max(before, 0) + Math.round((beat - from) / beatsPerBar);
  };
  const inner = downbeats.filter((beat) => beat > 0 && beat < last);
  if (inner.length > 0 && inner[0] < beatsPerBar / 2) inner.shift();
  if (inner.length > 0 && last - inner[inner.length - 1] < beatsPerBar / 2) inner.pop();
  const beats = [0, ...inner, last];
  return {
    beats,
    seconds: beats.map((beat) => beatsSeconds[beat]),
    // A pickup of little rounds to minus nothing.
    bars: beats.map((beat) => barOf(beat) + 0),
  };
}

/**
 * @param onGrid the analysis on its corrected grid, the sections still as measured
 * @returns the measured sections where neither grid nor sections were corrected
 */
export function correctedSections(
  measured: SongAnalysis,
  onGrid: SongAnalysis,
  corrections: readonly SectionCorrection[],
): Section[] {
  const isGridMeasured = onGrid.beatsSeconds === measured.beatsSeconds;
  if (measured.sections.length === 0 || (isGridMeasured && corrections.length === 0)) {
    return measured.sections;
  }
  const lines = sectionLines(onGrid);
  let drafts = onBarLines(measured.sections, lines.seconds);
  for (const correction of corrections) drafts = correctSections(drafts, correction, lines.seconds);
  const energies = relativeEnergies(drafts, lines, onGrid.energyByBeat);
  return drafts.map((draft, i) => describe(draft, energies[i], lines, measured, onGrid));
}

/** Level of each section relative to the loudest. */
function relativeEnergies(
  drafts: readonly SectionDraft[],
  { beats }: BarLines,
  energyByBeat: readonly number[],
): number[] {
  const levels = drafts.map(({ from, to }) =>
    Math.sqrt(mean(energyByBeat.slice(beats[from], beats[to]).map((level) => level ** 2))),
  );
  const loudest = Math.max(1e-9, ...levels);
  return levels.map((level) => level / loudest);
}

function describe(
  { label, from, to }: SectionDraft,
  overall: number,
  { beats, bars, seconds }: BarLines,
  measured: SongAnalysis,
  onGrid: SongAnalysis,
): Section {
  const [startSeconds, endSeconds] = [seconds[from], seconds[to]];
  const parts = measured.sections
    .map((section) => ({
      section,
      weight:
        Math.min(endSeconds, section.endSeconds) - Math.max(startSeconds, section.startSeconds),
    }))
    .filter(({ weight }) => weight > 0);
  const nearest = measured.sections.reduce((one, other) =>
    distanceTo(other, startSeconds) < distanceTo(one, startSeconds) ? other : one,
  );
  const sources = parts.length > 0 ? parts : [{ section: nearest, weight: 1 }];
  const total = sources.reduce((sum, { weight }) => sum + weight, 0);
  const blend = (read: (section: Section) => number) =>
    sources.reduce((sum, { section, weight }) => sum + (weight / total) * read(section), 0);
  return {
    label,
    startSeconds,
    endSeconds,
    startBar: bars[from],
    endBar: bars[to],
    energy: {
      overall,
      low: blend(({ energy }) => energy.low),
      mid: blend(({ energy }) => energy.mid),
      high: blend(({ energy }) => energy.high),
    },
    // Onsets a beat: a beat of half the length has half of them.
    density: (blend(({ density }) => density) * measured.tempoBpm) / onGrid.tempoBpm,
    tension: blend(({ tension }) => tension),
    brightness: blend(({ brightness }) => brightness),
    stemQuality: sources.every(({ section }) => section.stemQuality)
      ? qualityOf((stem) => blend(({ stemQuality }) => stemQuality?.[stem] ?? 1))
      : undefined,
    vocalActivity: mean(onGrid.vocalActivityByBeat.slice(beats[from], beats[to])),
  };
}

function qualityOf(read: (stem: StemName) => number): Record<StemName, number> {
  const [vocals, drums, bass, other] = STEM_NAMES.map(read);
  return { vocals, drums, bass, other };
}

function distanceTo({ startSeconds, endSeconds }: Section, seconds: number): number {
  return Math.max(startSeconds - seconds, seconds - endSeconds, 0);
}
