/**
 * Balance: how loud each stem stands before the plan's gains, and each section after them. Everything is
 * worked out on the K-weighted energy of the buses, measured once.
 */
import { powerToDb } from '@/lib/audio/decibels';
import { loudnessSteps } from '@/lib/audio/loudness';
import { INSTRUMENT_STEM_NAMES, STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { Stems } from '@/lib/stems/stems';
import { type GainPoint, gainAt } from './automation';
import type { BeatTimes } from './beat-times';

/** Steps of {@link loudnessSteps}. */
const STEPS_PER_SECOND = 10;

/** K-weighted energy of each bus by 100 ms. */
export type BusPower = Record<StemName, Float64Array>;
export type Trims = Record<StemName, number>;

/**
 * All stems are equally loud in a full mix (`-12 - 10 log10(n)` each, mixing rules), and the lead, which
 * carries a remix, stands out by this.
 */
const VOICE_LEAD_DB = 1.5;
const VOICE_UNDER_INSTRUMENTS_DB = 10 * Math.log10(INSTRUMENT_STEM_NAMES.length) - VOICE_LEAD_DB;
/** More than this is no balance but a wrong stem: bleed would be lifted into the foreground. */
const MAX_VOICE_TRIM_DB = 15;
/** Instruments go so far of the way to equal loudness: most of the balance is the song's own. */
const INSTRUMENT_SHARE = 0.35;
const MAX_INSTRUMENT_TRIM_DB = 3;

/** A section without any energy is so much quieter than a peak. Source: rises of 2 to 6 dB from verse to chorus. */
const ENERGY_RANGE_DB = 8;
/** Sections go so far of the way to where their energy puts them: the song's own dynamics stay felt. */
const SECTION_SHARE = 0.6;
const MAX_SECTION_GAIN_DB = 3;

/** Gates of BS.1770 on 100 ms steps: what sounds counts, rests and bleed between do not. */
const ABSOLUTE_GATE_DB = -70;
const RELATIVE_GATE_DB = -10;

export function measureBuses(buses: Stems): BusPower {
  return byStem((stem) => loudnessSteps(buses[stem]).power);
}

/** Gains that bring the buses to their places, dB; 0 for what is silent. */
export function balanceTrims(power: BusPower): Trims {
  const levels = byStem((stem) => soundingLevelDb(power[stem]));
  const sounding = INSTRUMENT_STEM_NAMES.filter((stem) => Number.isFinite(levels[stem]));
  const middle = sounding.reduce((sum, stem) => sum + levels[stem], 0) / sounding.length;
  const trims: Trims = { vocals: 0, drums: 0, bass: 0, other: 0 };
  for (const stem of sounding) {
    trims[stem] = clamp(INSTRUMENT_SHARE * (middle - levels[stem]), MAX_INSTRUMENT_TRIM_DB);
  }
  const instruments = soundingLevelDb(
    power.drums.map((_, step) =>
      sounding.reduce((sum, stem) => sum + power[stem][step] * 10 ** (trims[stem] / 10), 0),
    ),
  );
  if (Number.isFinite(levels.vocals) && Number.isFinite(instruments)) {
    const wanted = instruments - VOICE_UNDER_INSTRUMENTS_DB;
    trims.vocals = clamp(wanted - levels.vocals, MAX_VOICE_TRIM_DB);
  }
  return trims;
}

/**
 * Gains that bring each section most of the way to the loudness that its energy stands for, dB: a song's quiet
 * bars under a section that is meant to be loud are lifted, and the other way round. The peak keeps its
 * level.
 */
export function sectionGainsDb(
  plan: RemixPlan,
  grid: BeatTimes,
  power: BusPower,
  trims: Trims,
  automation: Record<StemName, readonly GainPoint[]>,
): number[] {
  const energies = plan.sections.map(({ energyStart, energyEnd }) => (energyStart + energyEnd) / 2);
  const levels = plan.sections.map(({ startBeat, lengthBeats }) => {
    const from = Math.round(grid.at(startBeat) * STEPS_PER_SECOND);
    const to = Math.round(grid.at(startBeat + lengthBeats) * STEPS_PER_SECOND);
    const sum = new Float64Array(Math.max(Math.min(to, power.drums.length) - from, 0));
    for (const stem of STEM_NAMES) {
      for (let i = 0; i < sum.length; i++) {
        const gainDb = gainAt(automation[stem], (from + i + 0.5) / STEPS_PER_SECOND) + trims[stem];
        sum[i] += power[stem][from + i] * 10 ** (gainDb / 10);
      }
    }
    return soundingLevelDb(sum);
  });
  const peak = energies.indexOf(Math.max(...energies));
  return levels.map((level, index) => {
    const wanted = levels[peak] + ENERGY_RANGE_DB * (energies[index] - energies[peak]);
    const gain = SECTION_SHARE * (wanted - level);
    return Number.isFinite(gain) ? clamp(gain, MAX_SECTION_GAIN_DB) : 0;
  });
}

/** Mean level of the steps in which something sounds; -Infinity for silence. */
function soundingLevelDb(power: Float64Array): number {
  const audible = power.filter((value) => powerToDb(value) > ABSOLUTE_GATE_DB);
  const threshold = meanDb(audible) + RELATIVE_GATE_DB;
  return meanDb(audible.filter((value) => powerToDb(value) > threshold));
}

function meanDb(power: Float64Array): number {
  if (power.length === 0) return Number.NEGATIVE_INFINITY;
  return powerToDb(power.reduce((sum, value) => sum + value, 0) / power.length);
}

function byStem<T>(make: (stem: StemName) => T): Record<StemName, T> {
  return Object.fromEntries(STEM_NAMES.map((stem) => [stem, make(stem)])) as Record<StemName, T>;
}

function clamp(value: number, limit: number): number {
  return Math.min(Math.max(value, -limit), limit);
}
