/** Balance: how loud the voice stands against the instruments before the plan's gains. */
import { powerToDb } from '@/lib/audio/decibels';
import { loudnessSteps } from '@/lib/audio/loudness';
import { INSTRUMENT_STEM_NAMES } from '@/lib/music/stem-names';
import type { Stems } from '@/lib/stems/stems';

/**
 * All stems are equally loud in a full mix (`-12 - 10 log10(n)` each, mixing rules): the voice is one
 * stem against the sum of the others.
 */
const VOICE_UNDER_INSTRUMENTS_DB = 10 * Math.log10(INSTRUMENT_STEM_NAMES.length);
/** More than this is no balance but a wrong stem: bleed would be lifted into the foreground. */
const MAX_TRIM_DB = 15;
/** Gates of BS.1770 on 100 ms steps: what is sung counts, rests and bleed between do not. */
const ABSOLUTE_GATE_DB = -70;
const RELATIVE_GATE_DB = -10;

/** Gain that brings the voice's bus to its place under the instruments', dB; 0 where either is silent. */
export function voiceTrimDb(buses: Stems): number {
  const voice = soundingLevelDb(loudnessSteps(buses.vocals).power);
  const sum = new Float64Array(loudnessSteps(buses.drums).power.length);
  for (const stem of INSTRUMENT_STEM_NAMES) {
    const { power } = loudnessSteps(buses[stem]);
    for (let i = 0; i < sum.length; i++) sum[i] += power[i];
  }
  const instruments = soundingLevelDb(sum);
  if (!Number.isFinite(voice) || !Number.isFinite(instruments)) return 0;
  const trim = instruments - VOICE_UNDER_INSTRUMENTS_DB - voice;
  return Math.min(Math.max(trim, -MAX_TRIM_DB), MAX_TRIM_DB);
}

/** Mean level of the steps in which something sounds; -Infinity for silence. */
function soundingLevelDb(power: Float64Array): number {
  const audible = power.filter((value) => powerToDb(value) > ABSOLUTE_GATE_DB);
  const threshold = meanDb(audible) + RELATIVE_GATE_DB;
  return meanDb(audible.filter((value) => powerToDb(value) > threshold));
}

function meanDb(power: Float64Array): number {
  return powerToDb(power.reduce((sum, value) => sum + value, 0) / power.length);
}
