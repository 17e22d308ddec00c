/**
 * What a plan's loudness will be like, from the stems' levels by beat and the gains: good enough to
 * see a wall of sound coming. Range after EBU Tech 3342 (10th to 95th percentile of short-term levels
 * above a relative gate of -20 LU), on windows of beats.
 */
import { STEM_NAMES } from '@/lib/music/stem-names';
import { mapSong } from '../material/song-map';
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
  const songs = { vocal: mapSong(vocal), instrumental: mapSong(instrumental) };
  for (const section of plan.sections) {
    for (const stem of STEM_NAMES) {
      const play = section.stems[stem];
      if (play === null) continue;
      const isVoice = stem === 'vocals';
      const song = isVoice ? songs.vocal : songs.instrumental;
      const rate = isVoice ? plan.tempo.vocalBeatsPerBeat : 1;
      addStem(power, section, play, song.stemPower[stem], song.analysis.integratedLufs, rate);
    }
  }
  return power;
}

function addStem(
  power: Float64Array,
  section: PlanSection,
  play: StemPlay,
  source: Float64Array,
  sourceLufs: number,
  rate: number,
): void {
  const gain = 10 ** ((play.gainDb + COMMON_LUFS - sourceLufs) / 10);
  const loop = play.loopSourceBeats ?? section.lengthBeats * rate;
  let within = 0;
  for (let i = 0; i < section.lengthBeats; i++) {
    const beat = Math.floor(play.sourceBeat + within);
    if (beat >= 0 && beat < source.length) power[section.startBeat + i] += gain * source[beat];
    within += rate;
    if (within >= loop) within -= loop;
  }
}

function loudnessRange(power: Float64Array, window: number): number {
  const means: number[] = [];
  let sum = 0;
  let total = 0;
  for (let i = 0; i < power.length; i++) {
    sum += power[i] - (i >= window ? power[i - window] : 0);
    if (i < window - 1) continue;
    means.push(Math.max(sum, 0) / window);
    total += Math.max(sum, 0) / window;
  }
  const gate = (total / Math.max(1, means.length)) * 10 ** (RELATIVE_GATE_DB / 10);
  const gated = Float64Array.from(means.filter((mean) => mean > 0 && mean >= gate)).sort();
  if (gated.length === 0) return 0;
  const at = (share: number) => gated[Math.round(share * (gated.length - 1))];
  return 10 * Math.log10(at(HIGH_PERCENTILE) / at(LOW_PERCENTILE));
}
