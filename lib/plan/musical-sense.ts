/**
 * Whether plans make musical sense on their songs, measured on the plans and the analyses alone: do
 * sections begin where phrases do, are sung phrases whole, does a chorus lie over high energy.
 */
import type { SongAnalysis, VocalPhrase } from '@/lib/analysis/song-analysis';
import { otherSide, type SongSide } from '@/lib/music/stem-names';
import { mapSong } from './material/map-song';
import type { RemixPlan } from './remix-plan';
import { sourceBeats } from './source-place';

export interface MusicalSense {
  plans: number;
  /** Sections whose bars of the instrumental song begin on a phrase line of it, as a share of all. */
  instrumentalOnLines: number;
  /** Sections that sing. */
  sungSections: number;
  /** Their material begins on a phrase line of the vocal song, or where a sung phrase does. */
  voiceOnLines: number;
  /** No sung phrase of up to 8 bars is cut by its beginning, and none by its end. */
  voiceWholeAtStart: number;
  voiceWholeAtEnd: number;
  /** Edges inside singing that goes on for longer than that without a breath, as a share of all edges. */
  edgesInRuns: number;
  /** Of these, those on a phrase line of the vocal song. */
  edgesInRunsOnLines: number;
  /** Sections of a chorus' voice, and the share of these over the louder half of the instrumental song. */
  chorusSections: number;
  chorusOverLouderHalf: number;
  /** Place of what a chorus lies over among all stretches of its length, mean; 1 = the loudest. */
  chorusOverRank: number;
}

/** A phrase may reach so far over an edge before it counts as cut: a breath, a consonant. */
const EDGE_BEATS = 1;
const LONGEST_PHRASE_BARS = 8;
const CHORUS_LABELS = ['chorus', 'drop'];

export function measureSense(
  plans: readonly RemixPlan[],
  songs: Record<SongSide, { analysis: SongAnalysis }>,
): MusicalSense {
  const anchors: boolean[] = [];
  const voices: { onLine: boolean; wholeStart: boolean; wholeEnd: boolean }[] = [];
  const inRuns: { isIn: boolean; onLine: boolean }[] = [];
  const ranks: number[] = [];
  for (const plan of plans) {
    const vocal = songs[plan.vocalSong].analysis;
    const instrumental = songs[otherSide(plan.vocalSong)].analysis;
    const lines = new Set(mapSong(instrumental).lines.map(({ beat }) => beat));
    const vocalLines = new Set(mapSong(vocal).lines.map(({ beat }) => beat));
    for (const section of plan.sections) {
      anchors.push(lines.has(section.anchorBeat));
      const { vocals } = section.stems;
      if (vocals === null) continue;
      const start = vocals.sourceBeat;
      const end = start + sourceBeats(plan, section, vocals);
      const startsPhrase = vocal.vocalPhrases.some(
        ({ anchorBeat }) => Math.round(anchorBeat) === start,
      );
      const [phrases, runs] = byLength(vocal);
      voices.push({
        onLine: vocalLines.has(start) || startsPhrase,
        wholeStart: !phrases.some((phrase) => isCut(phrase, start)),
        wholeEnd: !phrases.some((phrase) => isCut(phrase, end)),
      });
      for (const edge of [start, end]) {
        const isIn = runs.some((run) => isCut(run, edge));
        inRuns.push({ isIn, onLine: vocalLines.has(edge) });
      }
      const label = mapSong(vocal).labelByBeat[Math.round(start)];
      if (label === null || !CHORUS_LABELS.includes(label)) continue;
      ranks.push(energyRank(instrumental, section.anchorBeat, section.lengthBeats));
    }
  }
  return {
    plans: plans.length,
    instrumentalOnLines: share(anchors),
    sungSections: voices.length,
    voiceOnLines: share(voices.map(({ onLine }) => onLine)),
    voiceWholeAtStart: share(voices.map(({ wholeStart }) => wholeStart)),
    voiceWholeAtEnd: share(voices.map(({ wholeEnd }) => wholeEnd)),
    edgesInRuns: share(inRuns.map(({ isIn }) => isIn)),
    edgesInRunsOnLines: share(inRuns.filter(({ isIn }) => isIn).map(({ onLine }) => onLine)),
    chorusSections: ranks.length,
    chorusOverLouderHalf: share(ranks.map((rank) => rank >= 0.5)),
    chorusOverRank: ranks.reduce((sum, rank) => sum + rank, 0) / Math.max(1, ranks.length),
  };
}

/** What is sung in one breath, and what goes on for longer than anybody could. */
function byLength({ vocalPhrases, beatsPerBar }: SongAnalysis): [VocalPhrase[], VocalPhrase[]] {
  const isRun = ({ startBeat, endBeat }: VocalPhrase) =>
    endBeat - startBeat > LONGEST_PHRASE_BARS * beatsPerBar;
  return [vocalPhrases.filter((one) => !isRun(one)), vocalPhrases.filter(isRun)];
}

/** A boundary inside a phrase; a pickup before the bar that the phrase belongs to may be left behind. */
function isCut({ startBeat, endBeat, anchorBeat }: VocalPhrase, beat: number): boolean {
  return beat > Math.max(startBeat, anchorBeat) + EDGE_BEATS && beat < endBeat - EDGE_BEATS;
}

/** Share of all stretches of a song, bar by bar, that are quieter. */
function energyRank(song: SongAnalysis, from: number, length: number): number {
  const { energyByBeat, beatsPerBar } = song;
  const mean = (start: number) =>
    energyByBeat.slice(start, start + length).reduce((sum, one) => sum + one, 0) / length;
  const here = mean(from);
  let quieter = 0;
  let all = 0;
  for (
    let start = from % beatsPerBar;
    start + length <= energyByBeat.length;
    start += beatsPerBar
  ) {
    all += 1;
    if (mean(start) < here) quieter += 1;
  }
  return all > 1 ? Math.min(1, quieter / (all - 1)) : 1;
}

function share(values: readonly boolean[]): number {
  return values.length === 0 ? 1 : values.filter(Boolean).length / values.length;
}
