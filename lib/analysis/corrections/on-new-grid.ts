/** Everything in an analysis that is told by beat, told by the beats of another grid. */
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { Groove, SongAnalysis, StemProfile, VocalPhrase } from '../song-analysis';
import { median } from '../statistics';
import { amplitudesByBeat, meansByBeat, profileByBeat, sharesByBeat } from './by-beat-values';
import type { CorrectedGrid } from './corrected-grid';
import { beatAt, nearestIndex } from './grid-draft';

/** Tempi nearer to each other than this are the same reading. */
const SAME_TEMPO = 0.01;
/** A grid that was moved by less than this share of a beat still has the same beats. */
const SAME_BEAT = 1 / 8;
/** Beats that were all moved alike lie this close to where they should. */
const MOVED_ALIKE_SECONDS = 0.002;
const SIXTEENTHS_PER_BEAT = 4;

/** The sections are left as they are: they lie on the new grid's bars only once they are set there. */
export function onNewGrid(measured: SongAnalysis, grid: CorrectedGrid): SongAnalysis {
  const { provenance, confidence, ...newGrid } = grid;
  const shares = sharesByBeat(measured.beatsSeconds, grid.beatsSeconds);
  const profiles = STEM_NAMES.map((stem) => [stem, profileByBeat(measured.stems[stem], shares)]);
  return {
    ...measured,
    ...newGrid,
    confidence,
    tempoAlternativesBpm: otherTempi(measured, grid.tempoBpm),
    energyByBeat: amplitudesByBeat(measured.energyByBeat, shares),
    vocalActivityByBeat: meansByBeat(measured.vocalActivityByBeat, shares),
    vocalPhrases: phrasesOn(measured, grid),
    stems: Object.fromEntries(profiles) as Record<StemName, StemProfile>,
    groove: measured.groove && grooveOn(measured.groove, measured, grid),
    provenance: { ...measured.provenance, grid: provenance },
  };
}

/** What was measured becomes a reading among others. */
function otherTempi({ tempoBpm, tempoAlternativesBpm }: SongAnalysis, now: number): number[] {
  const readings = [tempoBpm, ...tempoAlternativesBpm, now / 2, now * 2];
  const others: number[] = [];
  for (const reading of readings) {
    const isKnown = [now, ...others].some((other) => Math.abs(reading / other - 1) < SAME_TEMPO);
    if (!isKnown) others.push(reading);
  }
  return others;
}

function phrasesOn(measured: SongAnalysis, grid: CorrectedGrid): VocalPhrase[] {
  const { beatsSeconds, downbeatsSeconds } = grid;
  const last = beatsSeconds.length - 1;
  const place = (oldBeat: number) => {
    const whole = Math.min(Math.max(Math.floor(oldBeat), 0), measured.beatsSeconds.length - 2);
    const from = measured.beatsSeconds[whole];
    const seconds = from + (oldBeat - whole) * (measured.beatsSeconds[whole + 1] - from);
    return Math.min(Math.max(beatAt(beatsSeconds, seconds), 0), last);
  };
  return measured.vocalPhrases.flatMap(({ startBeat, endBeat, anchorBeat }) => {
    const [start, end] = [place(startBeat), place(endBeat)];
    if (end <= start) return [];
    const anchorSeconds = beatsSeconds[Math.round(place(anchorBeat))];
    const downbeat = downbeatsSeconds[nearestIndex(downbeatsSeconds, anchorSeconds)];
    return [{ startBeat: start, endBeat: end, anchorBeat: beatsSeconds.indexOf(downbeat) }];
  });
}

/** Null where the beats are others: how the song moves against them has not been measured. */
function grooveOn(groove: Groove, measured: SongAnalysis, grid: CorrectedGrid): Groove | null {
  const old = measured.beatsSeconds;
  if (grid.beatsPerBar !== measured.beatsPerBar) return null;
  if (Math.abs(grid.tempoBpm / measured.tempoBpm - 1) > SAME_TEMPO) return null;
  const moves = grid.beatsSeconds.map((seconds) => {
    const place = beatAt(old, seconds);
    const nearest = Math.min(Math.max(Math.round(place), 0), old.length - 1);
    return Math.abs(place - nearest) <= SAME_BEAT ? seconds - old[nearest] : null;
  });
  // Where the new grid reaches further than the old one, there is nothing to compare.
  const within = moves.slice(2, -2);
  if (within.some((move) => move === null)) return null;
  const known = within.filter((move) => move !== null);
  const moved = median(known);
  if (known.some((move) => Math.abs(move - moved) > MOVED_ALIKE_SECONDS)) return null;
  const bars = groove.accentBySixteenth;
  const turnedBy = SIXTEENTHS_PER_BEAT * barsTurnedBy(measured, grid);
  return {
    ...groove,
    onsetOffsetMedianMs: groove.onsetOffsetMedianMs - 1000 * moved,
    accentBySixteenth: bars.map((_, i) => bars[(i + turnedBy) % bars.length]),
  };
}

/** By how many beats the new bars begin later than the old, 0 to a bar. */
function barsTurnedBy(
  { beatsSeconds, downbeatsSeconds, beatsPerBar }: SongAnalysis,
  grid: CorrectedGrid,
): number {
  const oldFirst = beatsSeconds.indexOf(downbeatsSeconds[0]);
  const newFirst = Math.round(beatAt(beatsSeconds, grid.downbeatsSeconds[0]));
  return (((newFirst - oldFirst) % beatsPerBar) + beatsPerBar) % beatsPerBar;
}
