/** From a plan, stems and analyses to a finished remix. */
import { dbToAmplitude } from '@/lib/audio/decibels';
import type { LoudnessReport } from '@/lib/audio/loudness';
import { masterTo } from '@/lib/audio/master';
import { type Pcm, scaleBy } from '@/lib/audio/pcm';
import { breathe, subProgress, throwIfAborted } from '@/lib/base/progress';
import type { SectionLabel } from '@/lib/music/section-labels';
import { otherSide, type SongSide, STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { Stems } from '@/lib/stems/stems';
import { type AssemblyRequest, assembleBuses } from './assemble-buses';
import type { GainPoint } from './automation';
import type { BeatTimes } from './beat-times';
import type { Join } from './joins';
import { mixBuses, sumBuses } from './mix';

export type RenderRequest = AssemblyRequest;

export interface MixdownSection {
  label: SectionLabel;
  startSeconds: number;
  endSeconds: number;
}

/** A rendered remix. */
export interface Mixdown {
  /** Mastered stereo. */
  pcm: Pcm;
  /** Each bus after mixing and before the limiter: together they are what went into it. */
  buses: Stems;
  loudness: LoudnessReport;
  /** A sentence where the loudness asked for was not reached, else null. */
  loudnessMissedBecause: string | null;
  /** The remix's beat grid with its closing beat. */
  beatsSeconds: number[];
  sections: MixdownSection[];
  /** The level of each bus over time, as the plan and the balance of the sections ask for it. */
  automation: Record<StemName, GainPoint[]>;
  /** When each stem plays, and what. */
  clips: Record<StemName, MixdownClip[]>;
}

/** A stretch of one bus in which a stem plays on through one song. */
export interface MixdownClip {
  song: SongSide;
  startSeconds: number;
  endSeconds: number;
}

/** True-peak ceiling of every master. Source: the mixing rules. */
export const CEILING_DBTP = -1;

/** Shares of the time that the steps take, for honest progress. */
const ASSEMBLED_AT = 0.7;
const MIXED_AT = 0.85;

/**
 * Renders a plan. The same plan and songs give the same bytes, with or without a cache.
 * @throws SegueError `aborted`, and what {@link assembleBuses} throws
 */
export async function renderRemix(request: RenderRequest): Promise<Mixdown> {
  const { plan, songs, signal, onProgress } = request;
  const assembly = await assembleBuses({
    ...request,
    onProgress: subProgress(onProgress, 0, ASSEMBLED_AT),
  });
  const { buses, grid } = assembly;
  onProgress?.({ step: 'Mixing', fraction: ASSEMBLED_AT });
  await breathe();
  throwIfAborted(signal);
  const { groove } = songs[otherSide(plan.vocalSong)].analysis;
  const { automation } = mixBuses(plan, assembly, groove?.kickPattern ?? null);

  onProgress?.({ step: 'Mastering', fraction: MIXED_AT });
  await breathe();
  throwIfAborted(signal);
  const { pcm, report, appliedGainDb, missedBecause } = masterTo(sumBuses(buses), {
    targetLufs: plan.targetLufs,
    ceilingDbtp: CEILING_DBTP,
  });
  for (const stem of STEM_NAMES) scaleBy(buses[stem], dbToAmplitude(appliedGainDb));
  onProgress?.({ step: 'Mastering', fraction: 1 });
  return {
    pcm,
    buses,
    loudness: report,
    loudnessMissedBecause: missedBecause,
    beatsSeconds: [...grid.seconds],
    sections: sectionsOf(plan, grid),
    automation,
    clips: Object.fromEntries(
      assembly.lanes.map(({ stem, joins }) => [stem, clipsOf(joins)]),
    ) as Mixdown['clips'],
  };
}

/** The changes between two clips lie in the one that ends, or begins, there. */
function clipsOf(joins: readonly Join[]): MixdownClip[] {
  const clips: MixdownClip[] = [];
  for (const { startSeconds, endSeconds, outgoing, incoming } of joins) {
    if (outgoing === incoming) continue;
    const middle = (startSeconds + endSeconds) / 2;
    const before = clips[clips.length - 1];
    if (outgoing && before) before.endSeconds = incoming ? middle : endSeconds;
    if (incoming) {
      const start = outgoing ? middle : startSeconds;
      clips.push({ song: incoming.song, startSeconds: start, endSeconds: start });
    }
  }
  return clips;
}

function sectionsOf(plan: RemixPlan, grid: BeatTimes): MixdownSection[] {
  return plan.sections.map(({ label, startBeat, lengthBeats }) => ({
    label,
    startSeconds: grid.at(startBeat),
    endSeconds: grid.at(startBeat + lengthBeats),
  }));
}
