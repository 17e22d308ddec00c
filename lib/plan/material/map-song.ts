/** Makes a song ready for planning, once an analysis, and keeps it as long as that lives. */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import type { SectionLabel } from '@/lib/music/section-labels';
import { INSTRUMENT_STEM_NAMES, STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { downbeatIndices, PHRASE_BARS, phraseLines, vocalEntries } from './downbeats';
import { changesKey, keyByBeat } from './local-key';
import { type SongMap, windowMean } from './song-map';

/** A voice may start or end so many beats into a phrase's edge without cutting it. */
const PHRASE_EDGE_BEATS = 1;
/** A pickup of up to two beats belongs to the bar after it. */
const LONGEST_PICKUP_BEATS = 2;
/** Nobody sings for longer without a breath. */
const LONGEST_PHRASE_BARS = 8;
/** In a run of phrases the voice is as good as gone where it is so far under its mean. */
const BREATH_DIP_DB = 12;

const maps = new WeakMap<SongAnalysis, SongMap>();

/** The map of a song; the same value for the same analysis, which must not change. */
export function mapSong(analysis: SongAnalysis): SongMap {
  const known = maps.get(analysis);
  if (known) return known;
  const map = makeMap(analysis);
  maps.set(analysis, map);
  return map;
}

function makeMap(analysis: SongAnalysis): SongMap {
  const beatCount = Math.max(0, analysis.beatsSeconds.length - 1);
  const byStem = <T>(make: (stem: StemName) => T) =>
    Object.fromEntries(STEM_NAMES.map((stem) => [stem, make(stem)])) as Record<StemName, T>;
  const stemPower = byStem((stem) => {
    const levels = analysis.stems[stem].levelDbByBeat;
    return Float64Array.from(
      { length: beatCount },
      (_, beat) => 10 ** ((levels[beat] ?? -120) / 10),
    );
  });
  const instrumentalPowerSums = runningSums(beatCount, (beat) =>
    INSTRUMENT_STEM_NAMES.reduce((sum, stem) => sum + stemPower[stem][beat], 0),
  );
  const downbeats = downbeatIndices(analysis);
  const lines = phraseLines(analysis, downbeats);
  const keys = keyByBeat(analysis);
  return {
    analysis,
    beatCount,
    beatsPerBar: analysis.beatsPerBar,
    downbeats,
    lines,
    vocalEntries: vocalEntries(analysis, downbeats, lines),
    vocalActivitySums: runningSums(beatCount, (beat) => analysis.vocalActivityByBeat[beat] ?? 0),
    instrumentalPowerSums,
    stemActiveSums: byStem((stem) =>
      runningSums(beatCount, (beat) => (analysis.stems[stem].activeByBeat[beat] ? 1 : 0)),
    ),
    stemPower,
    labelByBeat: labelBeats(analysis, beatCount),
    keyByBeat: keys,
    changesKey: changesKey(keys),
    cutsPhraseAt: findCuts(analysis, beatCount),
    loudestPhrasePower: loudestPhrase(instrumentalPowerSums, analysis.beatsPerBar * PHRASE_BARS),
    instrumentalTables: new Map(),
    vocalTables: new Map(),
  };
}

function runningSums(count: number, value: (beat: number) => number): Float64Array {
  const sums = new Float64Array(count + 1);
  for (let beat = 0; beat < count; beat++) sums[beat + 1] = sums[beat] + value(beat);
  return sums;
}

function labelBeats(analysis: SongAnalysis, beatCount: number): (SectionLabel | null)[] {
  const { beatsSeconds, sections } = analysis;
  const labels: (SectionLabel | null)[] = [];
  let index = 0;
  for (let beat = 0; beat < beatCount; beat++) {
    const middle = (beatsSeconds[beat] + beatsSeconds[beat + 1]) / 2;
    while (index < sections.length && sections[index].endSeconds <= middle) index += 1;
    const section = sections[index];
    labels.push(section !== undefined && section.startSeconds <= middle ? section.label : null);
  }
  return labels;
}

/**
 * Marks the beats at which a boundary would fall inside a phrase; a pickup before its anchor may be cut
 * off. What is sung for longer than any phrase is a run of them without a breath: there the voice may be
 * cut where it is low.
 */
function findCuts(analysis: SongAnalysis, beatCount: number): Float32Array {
  const cuts = new Float32Array(beatCount + 1);
  for (const phrase of analysis.vocalPhrases) {
    const pickup = phrase.anchorBeat - phrase.startBeat;
    const hasPickup = pickup > 0 && pickup <= LONGEST_PICKUP_BEATS;
    const start = hasPickup ? phrase.anchorBeat : phrase.startBeat;
    const from = Math.max(0, Math.floor(start + PHRASE_EDGE_BEATS));
    const to = Math.min(beatCount, Math.ceil(phrase.endBeat - PHRASE_EDGE_BEATS));
    const isRun = phrase.endBeat - phrase.startBeat > LONGEST_PHRASE_BARS * analysis.beatsPerBar;
    const levels = analysis.stems.vocals.levelDbByBeat.slice(from, to);
    const usualDb = levels.reduce((sum, db) => sum + db, 0) / Math.max(1, levels.length);
    for (let beat = from; beat <= to; beat++) {
      const levelDb = analysis.stems.vocals.levelDbByBeat[beat - 1] ?? usualDb;
      const dip = Math.min(Math.max((usualDb - levelDb) / BREATH_DIP_DB, 0), 1);
      cuts[beat] = isRun ? 1 - dip : 1;
    }
  }
  return cuts;
}

function loudestPhrase(sums: Float64Array, length: number): number {
  let loudest = 0;
  const step = Math.max(1, Math.floor(length / PHRASE_BARS));
  for (let from = 0; from === 0 || from + length < sums.length; from += step) {
    loudest = Math.max(loudest, windowMean(sums, from, length));
  }
  return loudest;
}
