/** From assembled buses to a mix: strips, balance, the plan's levels, and room for voice and kick. */
import type { Pcm } from '@/lib/audio/pcm';
import { createSilence, lengthSamples } from '@/lib/audio/pcm';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { Stems } from '@/lib/stems/stems';
import type { Lane } from './arrangement';
import type { Assembly } from './assemble-buses';
import { applyAutomation, busAutomation, type GainPoint } from './automation';
import { type BusPower, balanceTrims, measureBuses, sectionGainsDb, type Trims } from './balance';
import type { BeatTimes } from './beat-times';
import { applyChannelStrips } from './channel-strips';
import { duckBass, type KickPattern } from './kick-ducking';
import { liftPresence, openPocket, pocketControl } from './vocal-pocket';

/** What masks a voice; a bass has nothing where it is understood. */
export const MASKING_STEMS = ['drums', 'other'] as const satisfies readonly StemName[];

/**
 * Mixes the buses in place; what they sum to is the mix.
 * @param kickPattern how the instrumental song's kick goes; null = not measured
 */
export function mixBuses(
  plan: RemixPlan,
  assembly: Assembly,
  kickPattern: KickPattern | null,
): MixLevels {
  const levels = balanceBuses(plan, assembly);
  makeRoom(assembly.buses, kickPattern);
  return levels;
}

/** Filters every bus and sets its level: the stems' to each other, the plan's, and the sections' to their energy. */
export function balanceBuses(plan: RemixPlan, { buses, lanes, grid }: Assembly): MixLevels {
  applyChannelStrips(buses);
  const levels = mixLevels(plan, lanes, grid, measureBuses(buses));
  setLevels(buses, levels);
  return levels;
}

/** How loud each bus is when. */
export interface MixLevels {
  trims: Trims;
  automation: Record<StemName, GainPoint[]>;
}

/** The levels that follow from what the buses are like, measured or foretold. */
export function mixLevels(
  plan: RemixPlan,
  lanes: readonly Lane[],
  grid: BeatTimes,
  power: BusPower,
): MixLevels {
  const trims = balanceTrims(power);
  const automate = (gainsDb: readonly number[]) =>
    Object.fromEntries(
      lanes.map(({ stem, runs, joins }) => [stem, busAutomation(plan, runs, joins, grid, gainsDb)]),
    ) as Record<StemName, GainPoint[]>;
  const planned = automate(plan.sections.map(() => 0));
  return { trims, automation: automate(sectionGainsDb(plan, grid, power, trims, planned)) };
}

/** Sets the levels in place. @param fromSample where in the remix the buses begin */
export function setLevels(buses: Stems, { trims, automation }: MixLevels, fromSample = 0): void {
  for (const stem of STEM_NAMES) {
    applyAutomation(buses[stem], automation[stem], trims[stem], fromSample);
  }
}

/** Lets the instruments give way to the voice and the bass to the kick. */
export function makeRoom(buses: Stems, kickPattern: KickPattern | null): void {
  const maskers = MASKING_STEMS.map((stem) => buses[stem]);
  liftPresence(buses.vocals, maskers);
  const control = pocketControl(buses.vocals);
  for (const masker of maskers) openPocket(masker, control);
  duckBass(buses.bass, buses.drums, kickPattern);
}

/** Sum of the buses as a new sound. */
export function sumBuses(buses: Stems): Pcm {
  const { vocals, drums, bass, other } = buses;
  const sum = createSilence(lengthSamples(drums), 2, drums.sampleRateHz);
  sum.channels.forEach((channel, c) => {
    addUp(channel, vocals.channels[c], drums.channels[c], bass.channels[c], other.channels[c]);
  });
  return sum;
}

/** A function of its own, so that it is compiled once for all. */
function addUp(
  sum: Float32Array,
  v: Float32Array,
  d: Float32Array,
  b: Float32Array,
  o: Float32Array,
): void {
  for (let i = 0; i < sum.length; i++) sum[i] = v[i] + d[i] + b[i] + o[i];
}
