/** How loud each stem of a plan will be on each beat, from the stems' levels in their songs and the gains. */
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { PlanContext } from './constraints/plan-context';
import { mapSong } from './material/map-song';
import { lengthBeats, type PlanSection, type RemixPlan, type StemPlay } from './remix-plan';

/** Both songs are brought to one loudness before the gains. */
const COMMON_LUFS = -12;

type Songs = Pick<PlanContext, 'vocal' | 'instrumental'>;

/** Power of each stem by beat of the remix; 0 where it is silent. */
export function stemPowerByBeat(plan: RemixPlan, songs: Songs): Record<StemName, Float64Array> {
  const beats = lengthBeats(plan);
  return Object.fromEntries(
    STEM_NAMES.map((stem) => {
      const power = new Float64Array(beats);
      addStemPower(power, stem, plan, songs);
      return [stem, power];
    }),
  ) as Record<StemName, Float64Array>;
}

/** Power of all stems together by beat. */
export function totalPowerByBeat(plan: RemixPlan, songs: Songs): Float64Array {
  const power = new Float64Array(lengthBeats(plan));
  for (const stem of STEM_NAMES) addStemPower(power, stem, plan, songs);
  return power;
}

/** The same where the stems' power is at hand. */
export function totalPower(power: Readonly<Record<StemName, Float64Array>>): Float64Array {
  return power.vocals.map(
    (voice, beat) => voice + power.drums[beat] + power.bass[beat] + power.other[beat],
  );
}

function addStemPower(into: Float64Array, stem: StemName, plan: RemixPlan, songs: Songs): void {
  const { analysis, stemPower } = mapSong(stem === 'vocals' ? songs.vocal : songs.instrumental);
  const rate = stem === 'vocals' ? plan.tempo.vocalBeatsPerBeat : 1;
  const source = stemPower[stem];
  for (const section of plan.sections) {
    const play = section.stems[stem];
    if (play === null) continue;
    const gain = 10 ** ((play.gainDb + COMMON_LUFS - analysis.integratedLufs) / 10);
    const loop = play.loopSourceBeats ?? section.lengthBeats * rate;
    let within = 0;
    for (let beat = section.startBeat; beat < section.startBeat + section.lengthBeats; beat++) {
      const at = Math.floor(play.sourceBeat + within);
      if (at >= 0 && at < source.length) into[beat] += gain * source[at];
      within += rate;
      if (within >= loop) within -= loop;
    }
  }
}

/** Calls with every beat of the remix in a section and the beat of its song that a stem plays there. */
export function eachSourceBeat(
  { startBeat, lengthBeats: length }: PlanSection,
  { sourceBeat, loopSourceBeats }: StemPlay,
  rate: number,
  visit: (beat: number, source: number) => void,
): void {
  const loop = loopSourceBeats ?? length * rate;
  let within = 0;
  for (let i = 0; i < length; i++) {
    visit(startBeat + i, Math.floor(sourceBeat + within));
    within += rate;
    if (within >= loop) within -= loop;
  }
}
