/**
 * A part of a remix by itself, as it will sound in the whole: what is needed to hear any plan from any bar
 * before all of it is made. Parts that follow each other join without a seam.
 *
 * Levels that the finished remix takes from all of its sound are foretold from the analyses here
 * (`foretold-levels.ts`); they differ by a decibel or two, the same throughout.
 */
import { applyLimiter } from '@/lib/audio/limiter';
import { integratedLufs, type LoudnessReport, loudnessSteps } from '@/lib/audio/loudness';
import { masterTo } from '@/lib/audio/master';
import { type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { otherSide, type SongSide } from '@/lib/music/stem-names';
import { peakSection } from '@/lib/plan/plan-measures';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { Stems } from '@/lib/stems/stems';
import { type Arrangement, arrange } from './arrangement';
import { assembleRange, type StretchSource } from './assemble-buses';
import { applyChannelStrips } from './channel-strips';
import type { RenderSong } from './check-material';
import { type ForetoldMix, foretellMix } from './foretold-levels';
import { duckBass } from './kick-ducking';
import { CONTROL_BLOCK } from './level-follower';
import { MASKING_STEMS, setLevels, sumBuses } from './mix';
import { CEILING_DBTP } from './render-remix';
import type { SampleRange } from './sample-range';
import { applyPresence, openPocket, pocketControl } from './vocal-pocket';

/** A plan ready to be heard from anywhere. */
export interface AudiblePlan {
  arrangement: Arrangement;
  songs: Record<SongSide, RenderSong>;
  foretold: ForetoldMix;
}

export interface RangeOptions extends TaskOptions, StretchSource {}

/** Rendered before a part and thrown away: filters and followers have forgotten their beginning by then. */
const LEAD_IN_SECONDS = 1;
/** Rendered after a part and thrown away: the limiter looks ahead. */
const LEAD_OUT_SECONDS = 0.02;
/** So many beats of the strongest section tell how loud the rest will be. */
const PROBE_BEATS = 12;
/** More than this is no correction but another sound. */
const MOST_CORRECTION_DB = 9;
/** Fade at the ends of an excerpt. */
const EXCERPT_FADE_SECONDS = 0.01;

/**
 * Makes a plan ready; quick, no sound is touched.
 * @param correctionDb as {@link calibrate} has measured it
 * @throws SegueError what {@link arrange} throws
 */
export function makeAudible(
  plan: RemixPlan,
  songs: Record<SongSide, RenderSong>,
  correctionDb = 0,
): AudiblePlan {
  const arrangement = arrange(plan, songs);
  const foretold = foretellMix(arrangement, songs);
  foretold.masterGainDb += correctionDb;
  return { arrangement, songs, foretold };
}

/**
 * By how much the foretold gain of the master has to be corrected, dB: what the levels by beat do not know
 * of the songs, and what the limiter takes. Measured on a few bars of the strongest section; it holds for
 * every plan of the same songs with the same voice and loudness.
 * @throws SegueError `aborted`
 */
export async function calibrate(audible: AudiblePlan, options: RangeOptions = {}): Promise<number> {
  const { arrangement, foretold } = audible;
  const { startBeat, lengthBeats } = peakSection(arrangement.plan.sections);
  const range = beatRange(arrangement, startBeat, startBeat + Math.min(lengthBeats, PROBE_BEATS));
  const { mix, start } = await mixRange(audible, range, { ...options, isForOnce: true });
  const probe = cutOut(mix, range, start);
  const unlimitedLufs = integratedLufs(loudnessSteps(probe));
  const errorDb = unlimitedLufs - foretold.lufsBetween(range);
  if (!Number.isFinite(errorDb)) return 0;
  const gainDb = foretold.masterGainDb - errorDb;
  applyLimiter(probe, { gainDb, ceilingDbtp: CEILING_DBTP });
  const limiterTakesDb = unlimitedLufs + gainDb - integratedLufs(loudnessSteps(probe));
  const correctionDb = limiterTakesDb - errorDb;
  return Math.min(Math.max(correctionDb, -MOST_CORRECTION_DB), MOST_CORRECTION_DB);
}

/** The samples from one beat of the remix to another, as all parts count them. */
export function beatRange(
  { grid, lengthSamples }: Arrangement,
  startBeat: number,
  endBeat: number,
): SampleRange {
  const at = (beat: number) =>
    Math.min(Math.max(Math.round(grid.at(beat) * SAMPLE_RATE_HZ), 0), lengthSamples);
  return { fromSample: at(startBeat), toSample: at(endBeat) };
}

/**
 * A part of the remix, limited, at about its final level.
 * @throws SegueError `aborted`
 */
export async function renderRange(
  audible: AudiblePlan,
  range: SampleRange,
  options: RangeOptions = {},
): Promise<Pcm> {
  const { mix, start } = await mixRange(audible, range, options);
  applyLimiter(mix, { gainDb: audible.foretold.masterGainDb, ceilingDbtp: CEILING_DBTP });
  return cutOut(mix, range, start);
}

/** A part of a remix with what it was mixed from. */
export interface SplitRange {
  /** Limited. */
  master: Pcm;
  /** Before the limiter. */
  buses: Stems;
}

/**
 * A part of the remix and its buses.
 * @throws SegueError `aborted`
 */
export async function renderSplitRange(
  audible: AudiblePlan,
  range: SampleRange,
  options: RangeOptions = {},
): Promise<SplitRange> {
  const { mix, buses, start } = await mixRange(audible, range, options);
  applyLimiter(mix, { gainDb: audible.foretold.masterGainDb, ceilingDbtp: CEILING_DBTP });
  const { vocals, drums, bass, other } = buses;
  const own = (bus: Pcm) => cutOut(bus, range, start);
  return {
    master: own(mix),
    buses: { vocals: own(vocals), drums: own(drums), bass: own(bass), other: own(other) },
  };
}

export interface ExcerptRequest extends RangeOptions {
  plan: RemixPlan;
  songs: Record<SongSide, RenderSong>;
  startBeat: number;
  lengthBeats: number;
  /** Loudness of the excerpt by itself; the plan's where it is left out. */
  targetLufs?: number;
}

/** A part of a remix to be judged by itself. */
export interface Excerpt {
  /** Mastered stereo, faded over 10 ms at its ends. */
  pcm: Pcm;
  /** Measured on it. */
  loudness: LoudnessReport;
  /** A sentence where the loudness asked for was not reached, else null. */
  loudnessMissedBecause: string | null;
  /** Where it lies in the remix. */
  startSeconds: number;
  /** Times of its beats in the excerpt, with the closing one. */
  beatsSeconds: number[];
}

/**
 * Renders from a beat over so many, at a known loudness, without the rest of the remix.
 * @throws SegueError `aborted`, and what {@link arrange} throws
 */
export async function renderExcerpt({
  plan,
  songs,
  startBeat,
  lengthBeats,
  targetLufs = plan.targetLufs,
  ...options
}: ExcerptRequest): Promise<Excerpt> {
  const audible = makeAudible(plan, songs);
  const { arrangement } = audible;
  const { grid } = arrangement;
  const first = Math.min(Math.max(startBeat, 0), grid.lastBeat);
  const last = Math.min(first + lengthBeats, grid.lastBeat);
  const range = beatRange(arrangement, first, last);
  const { mix, start } = await mixRange(audible, range, options);
  const pcm = cutOut(mix, range, start);
  fadeEnds(pcm);
  await breathe();
  throwIfAborted(options.signal);
  const master = masterTo(pcm, { targetLufs, ceilingDbtp: CEILING_DBTP });
  const startSeconds = range.fromSample / SAMPLE_RATE_HZ;
  const beatsSeconds: number[] = [];
  for (let beat = Math.ceil(first); beat <= last; beat++) {
    beatsSeconds.push(grid.at(beat) - startSeconds);
  }
  return {
    pcm: master.pcm,
    loudness: master.report,
    loudnessMissedBecause: master.missedBecause,
    startSeconds,
    beatsSeconds,
  };
}

/** The mix before the master, with its lead-in and lead-out; `start` is where it begins in the remix. */
async function mixRange(
  { arrangement, songs, foretold }: AudiblePlan,
  { fromSample, toSample }: SampleRange,
  options: RangeOptions,
): Promise<{ mix: Pcm; buses: Stems; start: number }> {
  const { plan, lengthSamples } = arrangement;
  const lead = fromSample - Math.round(LEAD_IN_SECONDS * SAMPLE_RATE_HZ);
  // On the blocks of the followers, so that all parts see the same ones.
  const start = Math.max(Math.floor(lead / CONTROL_BLOCK) * CONTROL_BLOCK, 0);
  const end = Math.min(toSample + Math.round(LEAD_OUT_SECONDS * SAMPLE_RATE_HZ), lengthSamples);
  const buses = await assembleRange(
    arrangement,
    { fromSample: start, toSample: end },
    { songs, ...options },
  );
  await breathe();
  throwIfAborted(options.signal);
  applyChannelStrips(buses);
  setLevels(buses, foretold, start);
  applyPresence(buses.vocals, foretold.presenceDb);
  const control = pocketControl(buses.vocals, foretold.voicePower);
  for (const stem of MASKING_STEMS) openPocket(buses[stem], control);
  const { groove } = songs[otherSide(plan.vocalSong)].analysis;
  duckBass(buses.bass, buses.drums, groove?.kickPattern ?? null);
  return { mix: sumBuses(buses), buses, start };
}

function cutOut({ channels, sampleRateHz }: Pcm, range: SampleRange, start: number): Pcm {
  return {
    sampleRateHz,
    channels: channels.map((channel) =>
      channel.slice(range.fromSample - start, range.toSample - start),
    ),
  };
}

function fadeEnds({ channels, sampleRateHz }: Pcm): void {
  const fade = Math.round(EXCERPT_FADE_SECONDS * sampleRateHz);
  for (const channel of channels) {
    for (let i = 0; i < Math.min(fade, channel.length >> 1); i++) {
      channel[i] *= (i + 0.5) / fade;
      channel[channel.length - 1 - i] *= (i + 0.5) / fade;
    }
  }
}
