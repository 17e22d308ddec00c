/** Where material may begin in a song: its phrase lines, and the downbeats that sung phrases belong to. */
import type { Section, SongAnalysis } from '@/lib/analysis/song-analysis';

/** Bars in a phrase. */
export const PHRASE_BARS = 4;

/** A place where borrowed material may begin. */
export interface PhraseLine {
  /** Index into `beatsSeconds`; a downbeat. */
  beat: number;
  section: Section | null;
  /** True on the section's first bar. */
  startsSection: boolean;
  /** 4-bar lines 0, 8-bar lines 1. */
  weight: number;
}

/** A place where a voice may begin. */
export interface VocalEntry extends PhraseLine {
  /** Off the song's phrase lines, but where a sung phrase begins. */
  isOffLine: boolean;
}

/** Beat indices of the downbeats from which at least one beat follows. */
export function downbeatIndices(analysis: SongAnalysis): number[] {
  const { beatsSeconds, downbeatsSeconds } = analysis;
  const indices: number[] = [];
  let beat = 0;
  for (const seconds of downbeatsSeconds) {
    while (beat < beatsSeconds.length && beatsSeconds[beat] < seconds) beat += 1;
    if (beat < beatsSeconds.length - 1 && beatsSeconds[beat] === seconds) indices.push(beat);
  }
  return indices;
}

/** Every fourth bar counted from each section's first. */
export function phraseLines(analysis: SongAnalysis, downbeats: readonly number[]): PhraseLine[] {
  const sections = analysis.sections.filter((section) => section.endBar > section.startBar);
  return downbeats.flatMap((beat, bar): PhraseLine[] => {
    const section =
      sections.find((one) => bar >= Math.round(one.startBar) && bar < Math.round(one.endBar)) ??
      null;
    const barInSection = bar - Math.max(0, Math.round(section?.startBar ?? 0));
    if (barInSection % PHRASE_BARS !== 0) return [];
    const weight = barInSection % (2 * PHRASE_BARS) === 0 ? 1 : 0;
    return [{ beat, section, startsSection: section !== null && barInSection === 0, weight }];
  });
}

/** The phrase lines, and the downbeats at which sung phrases begin off them. */
export function vocalEntries(
  analysis: SongAnalysis,
  downbeats: readonly number[],
  lines: readonly PhraseLine[],
): VocalEntry[] {
  const entries = lines.map((line) => ({ ...line, isOffLine: false }));
  const isDownbeat = new Set(downbeats);
  const taken = new Set(lines.map((line) => line.beat));
  for (const { anchorBeat } of analysis.vocalPhrases) {
    const beat = Math.round(anchorBeat);
    if (taken.has(beat) || !isDownbeat.has(beat)) continue;
    taken.add(beat);
    const section = lines.findLast((line) => line.beat <= beat)?.section ?? null;
    entries.push({ beat, section, startsSection: false, weight: 0, isOffLine: true });
  }
  return entries;
}
