/** Songs that were never sung: an analysis drawn from a few words, exact in every field. */
import type {
  KeyEstimate,
  KeyOverTime,
  Section,
  SongAnalysis,
  StemProfile,
} from '@/lib/analysis/song-analysis';
import { camelotCode, isSameKey, type Key, pitchClassIndex } from '@/lib/music/key';
import type { SectionLabel } from '@/lib/music/section-labels';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';

export interface SongPart {
  label: SectionLabel;
  bars: number;
  /** 0 to 1. */
  energy: number;
  /** Stems that sound in it. */
  stems: readonly StemName[];
  /** Where it is not in the song's key. */
  key?: Key;
}

export interface SongSketch {
  tempoBpm: number;
  key?: Key & { confidence?: number };
  beatsPerBar?: number;
  parts?: readonly SongPart[];
  /** Beats before the first downbeat. */
  pickupBeats?: number;
  /** Beats sung in each phrase of four bars; the rest is breath. 0 = no voice. */
  sungBeats?: number;
  /** Tempo wanders by this share up and down over a minute. */
  drift?: number;
  vocalStemQuality?: number | null;
  integratedLufs?: number;
}

const ALL: readonly StemName[] = STEM_NAMES;

/** A song with the usual parts, 76 bars. */
export const USUAL_PARTS: readonly SongPart[] = [
  { label: 'intro', bars: 8, energy: 0.35, stems: ['drums', 'other'] },
  { label: 'verse', bars: 16, energy: 0.6, stems: ALL },
  { label: 'chorus', bars: 8, energy: 0.95, stems: ALL },
  { label: 'verse', bars: 16, energy: 0.62, stems: ALL },
  { label: 'chorus', bars: 8, energy: 0.97, stems: ALL },
  { label: 'breakdown', bars: 8, energy: 0.25, stems: ['vocals', 'other'] },
  { label: 'chorus', bars: 8, energy: 1, stems: ALL },
  { label: 'outro', bars: 4, energy: 0.3, stems: ['drums', 'other'] },
];

/** Builds the analysis of a sketched song. */
export function sketchAnalysis(sketch: SongSketch): SongAnalysis {
  const {
    tempoBpm,
    beatsPerBar = 4,
    parts = USUAL_PARTS,
    pickupBeats = 0,
    sungBeats = 12,
    drift = 0,
    key = { tonic: 'A', mode: 'minor' },
  } = sketch;
  const bars = parts.reduce((sum, part) => sum + part.bars, 0);
  const beatCount = pickupBeats + bars * beatsPerBar;
  const beatsSeconds = beatTimes(tempoBpm, beatCount, drift);
  const partOf = partByBeat(parts, beatsPerBar, pickupBeats);
  const sings = (beat: number) => {
    const inSong = beat - pickupBeats;
    const isSung = ((inSong % (4 * beatsPerBar)) + 4 * beatsPerBar) % (4 * beatsPerBar) < sungBeats;
    return inSong >= 0 && isSung && partOf(beat).stems.includes('vocals');
  };
  const beats = Array.from({ length: beatCount }, (_, beat) => beat);
  return {
    version: 'sketch',
    durationSeconds: beatsSeconds[beatCount] + 0.5,
    tempoBpm,
    tempoAlternativesBpm: [tempoBpm / 2, tempoBpm * 2],
    beatsPerBar,
    beatsSeconds,
    downbeatsSeconds: beatsSeconds.filter(
      (_, i) => i >= pickupBeats && (i - pickupBeats) % beatsPerBar === 0,
    ),
    isGridConstant: drift === 0,
    confidence: { tempo: 1, beats: 1, downbeats: 1 },
    key: estimate(key),
    keyOverTime: parts.some((part) => part.key)
      ? traceParts(parts, key, beatsSeconds.slice(pickupBeats), beatsPerBar)
      : null,
    sections: makeSections(parts, beatsSeconds, beatsPerBar, pickupBeats),
    energyByBeat: beats.map((beat) => partOf(beat).energy),
    vocalActivityByBeat: beats.map((beat) => (sings(beat) ? 1 : 0)),
    vocalPhrases: makePhrases(beats, sings),
    stems: Object.fromEntries(
      STEM_NAMES.map((stem) => [stem, makeProfile(stem, beats, partOf, sings)]),
    ) as Record<StemName, StemProfile>,
    groove: null,
    stemQuality:
      sketch.vocalStemQuality == null
        ? null
        : { vocals: sketch.vocalStemQuality, drums: 1, bass: 1, other: 1 },
    integratedLufs: sketch.integratedLufs ?? -12,
    provenance: { grid: 'measured', key: 'measured', sections: 'measured' },
  };
}

function estimate({ confidence = 0.9, ...key }: Key & { confidence?: number }): KeyEstimate {
  return { ...key, confidence, camelot: camelotCode(key), tuningCents: 0 };
}

/** The keys of the parts; of each bar only the tonic sounds. */
function traceParts(
  parts: readonly SongPart[],
  own: Key,
  beatsSeconds: readonly number[],
  beatsPerBar: number,
): KeyOverTime {
  const keys = parts.flatMap((part) => new Array<Key>(part.bars).fill(part.key ?? own));
  const barsSeconds = [...keys, own].map((_, bar) => beatsSeconds[bar * beatsPerBar]);
  const spans: KeyOverTime['spans'] = [];
  for (const [bar, { tonic, mode }] of keys.entries()) {
    const last = spans.at(-1);
    const [startSeconds, endSeconds] = [barsSeconds[bar], barsSeconds[bar + 1]];
    if (last && isSameKey(last, keys[bar])) last.endSeconds = endSeconds;
    else spans.push({ tonic, mode, camelot: camelotCode(keys[bar]), startSeconds, endSeconds });
  }
  const chromaByBar = keys.map(({ tonic }) =>
    Array.from({ length: 12 }, (_, index) => (index === pitchClassIndex(tonic) ? 1 : 0)),
  );
  return { barsSeconds, chromaByBar, spans };
}

function beatTimes(tempoBpm: number, beatCount: number, drift: number): number[] {
  const times = [0.1];
  for (let beat = 0; beat < beatCount; beat++) {
    const wander = 1 + drift * Math.sin((2 * Math.PI * times[beat]) / 60);
    times.push(times[beat] + 60 / (tempoBpm * wander));
  }
  return times;
}

function partByBeat(parts: readonly SongPart[], beatsPerBar: number, pickupBeats: number) {
  return (beat: number): SongPart => {
    let end = pickupBeats;
    for (const part of parts) {
      end += part.bars * beatsPerBar;
      if (beat < end) return part;
    }
    return parts[parts.length - 1];
  };
}

function makeSections(
  parts: readonly SongPart[],
  beatsSeconds: readonly number[],
  beatsPerBar: number,
  pickupBeats: number,
): Section[] {
  let startBar = 0;
  return parts.map((part) => {
    const endBar = startBar + part.bars;
    const section: Section = {
      label: part.label,
      startSeconds: beatsSeconds[pickupBeats + startBar * beatsPerBar],
      endSeconds: beatsSeconds[pickupBeats + endBar * beatsPerBar],
      startBar,
      endBar,
      energy: { overall: part.energy, low: part.energy, mid: part.energy, high: part.energy },
      density: 2 * part.energy,
      tension: 0,
      brightness: part.energy,
      vocalActivity: part.stems.includes('vocals') ? 0.75 : 0,
    };
    startBar = endBar;
    return section;
  });
}

/** Levels in dB at full energy: a usual balance of a mix at -12 LUFS. */
const LEVEL_DB: Readonly<Record<StemName, number>> = {
  vocals: -18,
  drums: -16,
  bass: -18,
  other: -19,
};
/** Range of a song between energy 0 and 1, dB. */
const ENERGY_RANGE_DB = 14;

function makeProfile(
  stem: StemName,
  beats: readonly number[],
  partOf: (beat: number) => SongPart,
  sings: (beat: number) => boolean,
): StemProfile {
  const sounds = (beat: number) =>
    stem === 'vocals' ? sings(beat) : partOf(beat).stems.includes(stem);
  return {
    levelDbByBeat: beats.map((beat) =>
      sounds(beat) ? LEVEL_DB[stem] - ENERGY_RANGE_DB * (1 - partOf(beat).energy) : -120,
    ),
    activeByBeat: beats.map(sounds),
    spectrumDb: [],
  };
}

function makePhrases(beats: readonly number[], sings: (beat: number) => boolean) {
  const phrases: SongAnalysis['vocalPhrases'] = [];
  for (const beat of beats) {
    if (!sings(beat)) continue;
    const last = phrases.at(-1);
    if (last && last.endBeat === beat) last.endBeat = beat + 1;
    else phrases.push({ startBeat: beat, endBeat: beat + 1, anchorBeat: beat });
  }
  return phrases;
}
