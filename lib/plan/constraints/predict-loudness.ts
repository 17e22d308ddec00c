/**
 * What a plan's loudness will be like, from the stems' levels by beat and the gains: good enough to
 * see a wall of sound coming. Range after EBU Tech 3342 (10th to 95th percentile of short-term levels
 * above a relative gate of -20 LU), on windows of beats.
 */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { PlanSection, RemixPlan, StemPlay } from '../remix-plan';
import type { LoudnessFigures } from './audio-constraints';
import { LIMITS } from './limits';
import type { PlanContext } from './plan-context';

/** Length of a short-term window, seconds. */
const WINDOW_SECONDS = 3;
const RELATIVE_GATE_DB = -20;
const [LOW_PERCENTILE, HIGH_PERCENTILE] = [0.1, 0.95];
/** Both songs are brought to one loudness before the gains. */
const COMMON_LUFS = -12;

/** Loudness and true peak are what the master aims for; the range is predicted. */
export function predictLoudness(plan: RemixPlan, context: PlanContext): LoudnessFigures {
  const power = powerByBeat(plan, context);
  const window = Math.max(1, Math.round((WINDOW_SECONDS * plan.tempo.targetBpm) / 60));
  return {
    integratedLufs: plan.targetLufs,
    loudnessRangeLu: loudnessRange(power, window),
    maxTruePeakDbtp: LIMITS.truePeakDbtp,
  };
}

function powerByBeat(plan: RemixPlan, { vocal, instrumental }: PlanContext): Float64Array {
  const last = plan.sections[plan.sections.length - 1];
  const power = new Float64Array(last.startBeat + last.lengthBeats);
  for (const section of plan.sections) {
    for (const stem of STEM_NAMES) {
      const play = section.stems[stem];
      if (play !== null)
        addStem(power, section, stem, play, stem === 'vocals' ? vocal : instrumental, plan);
    }
  }
  return power;
}

function addStem(
  power: Float64Array,
  section: PlanSection,
  stem: StemName,
  play: StemPlay,
  song: SongAnalysis,
  plan: RemixPlan,
): void {
  const levels = song.stems[stem].levelDbByBeat;
  const rate = stem === 'vocals' ? plan.tempo.vocalBeatsPerBeat : 1;
  const offsetDb = play.gainDb + COMMON_LUFS - song.integratedLufs;
  for (let i = 0; i < section.lengthBeats; i++) {
    const passed = i * rate;
    const within = play.loopSourceBeats === null ? passed : passed % play.loopSourceBeats;
    const level = levels[Math.floor(play.sourceBeat + within)] ?? -120;
    power[section.startBeat + i] += 10 ** ((level + offsetDb) / 10);
  }
}

function loudnessRange(power: Float64Array, window: number): number {
  const levels: number[] = [];
  let sum = 0;
  for (let i = 0; i < power.length; i++) {
    sum += power[i] - (i >= window ? power[i - window] : 0);
    if (i >= window - 1) levels.push(10 * Math.log10(Math.max(sum / window, 1e-12)));
  }
  const meanPower =
    levels.reduce((total, level) => total + 10 ** (level / 10), 0) / Math.max(1, levels.length);
  const gate = 10 * Math.log10(Math.max(meanPower, 1e-12)) + RELATIVE_GATE_DB;
  const gated = levels.filter((level) => level >= gate).sort((x, y) => x - y);
  if (gated.length === 0) return 0;
  const at = (share: number) => gated[Math.round(share * (gated.length - 1))];
  return at(HIGH_PERCENTILE) - at(LOW_PERCENTILE);
}
