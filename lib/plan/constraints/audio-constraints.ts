/** Rules about sound: checked on a prediction before rendering and on the measured remix after it. */
import { type Genre, genreRules } from '../rules/genres';
import { LIMITS } from './limits';
import type { Violation } from './violation';

/** Loudness of a remix, as measured or predicted. A value that is unknown is left out. */
export interface LoudnessFigures {
  integratedLufs: number;
  loudnessRangeLu: number;
  maxTruePeakDbtp: number;
}

/** Meters and the ear agree to a tenth. */
const METER_TOLERANCE = 0.05;

/** True peak, loudness window of the genre, and loudness range. */
export function checkLoudness(figures: LoudnessFigures, genre: Genre | null): Violation[] {
  const { low, high } = genreRules(genre).loudnessLufs;
  const { integratedLufs, loudnessRangeLu, maxTruePeakDbtp } = figures;
  const violations: Violation[] = [];
  const add = (code: Violation['code'], measured: number, limit: number, sentence: string) =>
    violations.push({ code, sectionIndex: null, measured, limit, sentence });
  if (maxTruePeakDbtp > LIMITS.truePeakDbtp + METER_TOLERANCE) {
    add(
      'true-peak-too-high',
      maxTruePeakDbtp,
      LIMITS.truePeakDbtp,
      `The true peak is ${maxTruePeakDbtp.toFixed(1)} dBTP; at most ${LIMITS.truePeakDbtp} are allowed.`,
    );
  }
  if (integratedLufs < low - METER_TOLERANCE || integratedLufs > high + METER_TOLERANCE) {
    const limit = integratedLufs < low ? low : high;
    add(
      'loudness-outside-window',
      integratedLufs,
      limit,
      `The loudness is ${integratedLufs.toFixed(1)} LUFS; between ${low} and ${high} is right here.`,
    );
  }
  if (loudnessRangeLu < LIMITS.loudnessRangeLu - METER_TOLERANCE) {
    add(
      'loudness-range-too-small',
      loudnessRangeLu,
      LIMITS.loudnessRangeLu,
      `The loudness range is ${loudnessRangeLu.toFixed(1)} LU, a wall of sound: thin out a section.`,
    );
  }
  return violations;
}
