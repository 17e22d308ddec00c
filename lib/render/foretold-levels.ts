/**
 * Levels of a mix before there is any sound: from the two analyses' levels by beat, so that a part of a
 * remix can be heard at the level it will have while the rest is still to be made.
 */
import { ERB_CENTRES_HZ } from '@/lib/analysis/erb-spectrum';
import type { StemProfile } from '@/lib/analysis/song-analysis';
import { integratedLufs, kWeightingPower } from '@/lib/audio/loudness';
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { type SongSide, STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { Arrangement, Lane } from './arrangement';
import { gainAt } from './automation';
import { HIGHPASS_HZ } from './channel-strips';
import type { RenderSong } from './check-material';
import { percentileOfPositive } from './level-follower';
import { MASKING_STEMS, type MixLevels, mixLevels } from './mix';
import type { SampleRange } from './sample-range';
import { presenceGainDb, presenceShare } from './vocal-pocket';

export interface ForetoldMix extends MixLevels {
  /** @see presenceGainDb */
  presenceDb: number;
  /** Usual level of the voice, mean square. */
  voicePower: number;
  /** Gain before the limiter that brings the whole to the plan's loudness. */
  masterGainDb: number;
  /** Loudness of a part before the master; -Infinity where it is silent. */
  lufsBetween(range: SampleRange): number;
}

/** As {@link loudnessSteps} has them. */
const STEPS_PER_SECOND = 10;
/** Loudness sums the channels; the analysis has the level of their mean. */
const CHANNELS = 2;
/** A voice's usual level lies so far above the mean of its beats. */
const VOICE_CREST_DB = 3;

/** What the mix of an arrangement will be like. */
export function foretellMix(
  arrangement: Arrangement,
  songs: Record<SongSide, RenderSong>,
): ForetoldMix {
  const { plan, lanes, grid } = arrangement;
  const profileOf = ({ stem, runs }: Lane): StemProfile | null =>
    runs.length > 0 ? songs[runs[0].song].analysis.stems[stem] : null;
  const levels = byLane(lanes, (lane) => levelSteps(arrangement, lane, songs));
  const power = byLane(lanes, (lane) => {
    const share = CHANNELS * audibleShare(lane.stem, profileOf(lane), loudnessShare);
    return levels[lane.stem].map((value) => value * share);
  });
  const mix = mixLevels(plan, lanes, grid, power);
  const gains = byLane(lanes, ({ stem }) => stepGains(levels[stem].length, mix, stem));
  const inBand = byLane(lanes, (lane) => {
    const share = audibleShare(lane.stem, profileOf(lane), presenceShare);
    return levels[lane.stem].map((value, step) => value * share * gains[lane.stem][step]);
  });
  const maskers = new Float64Array(inBand.drums.length);
  for (const stem of MASKING_STEMS) {
    for (let step = 0; step < maskers.length; step++) maskers[step] += inBand[stem][step];
  }
  const sum = power.drums.map((_, step) =>
    STEM_NAMES.reduce((total, stem) => total + power[stem][step] * gains[stem][step], 0),
  );
  const wholeLufs = integratedLufs({ power: sum });
  const voice = levels.vocals.map((value, step) => value * gains.vocals[step]);
  return {
    ...mix,
    presenceDb: presenceGainDb(inBand.vocals, maskers),
    voicePower: percentileOfPositive(voice, 0.5) * 10 ** (VOICE_CREST_DB / 10),
    masterGainDb: Number.isFinite(wholeLufs) ? plan.targetLufs - wholeLufs : 0,
    lufsBetween: ({ fromSample, toSample }) =>
      integratedLufs({
        power: sum.slice(
          Math.round((fromSample / SAMPLE_RATE_HZ) * STEPS_PER_SECOND),
          Math.round((toSample / SAMPLE_RATE_HZ) * STEPS_PER_SECOND),
        ),
      }),
  };
}

function stepGains(steps: number, { trims, automation }: MixLevels, stem: StemName): Float64Array {
  return Float64Array.from(
    { length: steps },
    (_, step) =>
      10 ** ((gainAt(automation[stem], (step + 0.5) / STEPS_PER_SECOND) + trims[stem]) / 10),
  );
}

/** Mean square of what a stem plays, by 100 ms. */
function levelSteps(
  { grid, lengthSamples }: Arrangement,
  { stem, runs }: Lane,
  songs: Record<SongSide, RenderSong>,
): Float64Array {
  const steps = new Float64Array(Math.floor((lengthSamples / SAMPLE_RATE_HZ) * STEPS_PER_SECOND));
  for (const run of runs) {
    const { levelDbByBeat } = songs[run.song].analysis.stems[stem];
    const first = Math.max(Math.ceil(grid.at(run.startBeat) * STEPS_PER_SECOND - 0.5), 0);
    const end = Math.min(grid.at(run.endBeat) * STEPS_PER_SECOND - 0.5, steps.length);
    for (let step = first; step < end; step++) {
      const beat = grid.beatAt((step + 0.5) / STEPS_PER_SECOND);
      const sourceBeat = run.sourceBeat + (beat - run.startBeat) * run.sourceBeatsPerBeat;
      const levelDb = levelDbByBeat[Math.floor(sourceBeat)];
      if (levelDb !== undefined) steps[step] = 10 ** (levelDb / 10);
    }
  }
  return steps;
}

/** Share of a stem's power that a weighting leaves, behind its high-pass; 1 where its spectrum is not known. */
function audibleShare(
  stem: StemName,
  profile: StemProfile | null,
  weighting: (frequencyHz: number) => number,
): number {
  if (!profile || profile.spectrumDb.length !== ERB_CENTRES_HZ.length) return 1;
  const corner = HIGHPASS_HZ[stem];
  let all = 0;
  let left = 0;
  profile.spectrumDb.forEach((levelDb, band) => {
    const frequency = ERB_CENTRES_HZ[band];
    const power = 10 ** (levelDb / 10);
    const passed = corner === null ? 1 : 1 / (1 + (corner / frequency) ** 4);
    all += power;
    left += power * passed * weighting(frequency);
  });
  return left / all;
}

function loudnessShare(frequencyHz: number): number {
  return kWeightingPower(frequencyHz, SAMPLE_RATE_HZ);
}

function byLane<T>(lanes: readonly Lane[], make: (lane: Lane) => T): Record<StemName, T> {
  return Object.fromEntries(lanes.map((lane) => [lane.stem, make(lane)])) as Record<StemName, T>;
}
