/** How loud each stem of a plan will be on each beat, from the stems' levels in their songs and the gains. */
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { PlanContext } from './constraints/plan-context';
import { mapSong } from './material/song-map';
import { lengthBeats, type PlanSection, type RemixPlan, type StemPlay } from './remix-plan';

/** Both songs are brought to one loudness before the gains. */
const COMMON_LUFS = -12;

/** Power of each stem by beat of the remix; 0 where it is silent. */
export function stemPowerByBeat(
  plan: RemixPlan,
  { vocal, instrumental }: Pick<PlanContext, 'vocal' | 'instrumental'>,
): Record<StemName, Float64Array> {
  const beats = lengthBeats(plan);
  const power = Object.fromEntries(
    STEM_NAMES.map((stem) => [stem, new Float64Array(beats)]),
  ) as Record<StemName, Float64Array>;
  const songs = { vocal: mapSong(vocal), instrumental: mapSong(instrumental) };
  for (const section of plan.sections) {
    for (const stem of STEM_NAMES) {
      const play = section.stems[stem];
      if (play === null) continue;
      const isVoice = stem === 'vocals';
      const song = isVoice ? songs.vocal : songs.instrumental;
      const rate = isVoice ? plan.tempo.vocalBeatsPerBeat : 1;
      const gain = 10 ** ((play.gainDb + COMMON_LUFS - song.analysis.integratedLufs) / 10);
      eachSourceBeat(section, play, rate, (beat, source) => {
        if (source >= 0 && source < song.stemPower[stem].length) {
          power[stem][beat] += gain * song.stemPower[stem][source];
        }
      });
    }
  }
  return power;
}

/** Power of all stems together by beat. */
export function totalPower(power: Readonly<Record<StemName, Float64Array>>): Float64Array {
  return power.vocals.map(
    (voice, beat) => voice + power.drums[beat] + power.bass[beat] + power.other[beat],
  );
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
