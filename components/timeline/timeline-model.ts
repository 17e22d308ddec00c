/** What a timeline shows, in seconds: the same for a song and for a remix. */
import type { KeyOverTime, SongAnalysis } from '@/lib/analysis/song-analysis';
import type { BandOverview, PeakOverview } from '@/lib/audio/waveform-overview';
import type { SongSide, StemName } from '@/lib/music/stem-names';
import { STEM_NAMES } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RenderSummary } from '@/lib/store/remix-record-schema';
import type { SongDetails, SongSummary } from '@/lib/store/song-record-schema';
import type { StripSection } from '../waveform/section-strip';

/** A stretch of a lane that comes from one place of one song. */
export interface LaneBlock {
  start: number;
  end: number;
  song: SongSide;
}

export interface TimelineLane {
  stem: StemName;
  columns: PeakOverview;
  /** Empty where all comes from one song. */
  blocks: LaneBlock[];
}

/** A point of the energy curve: a time and a level, 0 to 1. */
export type EnergyPoint = readonly [seconds: number, energy: number];

export interface TimelineModel {
  durationSeconds: number;
  overview: BandOverview;
  sections: StripSection[];
  beatsSeconds: readonly number[];
  /** Indices of the beats that begin a bar. */
  barBeats: readonly number[];
  energy: EnergyPoint[];
  /** Null where there is none to show. */
  harmony: KeyOverTime | null;
  lanes: TimelineLane[];
}

/** A song as it was analysed. */
export function songTimeline(
  { overview, durationSeconds }: Pick<SongSummary, 'overview' | 'durationSeconds'>,
  { analysis, stemOverviews }: Pick<SongDetails, 'analysis' | 'stemOverviews'>,
): TimelineModel {
  const { beatsSeconds, downbeatsSeconds, energyByBeat, sections } = analysis;
  const beatIndex = new Map(beatsSeconds.map((seconds, index) => [seconds, index]));
  return {
    durationSeconds,
    overview,
    sections: sections.map(({ label, startSeconds, endSeconds, energy }) => ({
      label,
      start: startSeconds,
      end: endSeconds,
      energyStart: energy.overall,
      energyEnd: energy.overall,
    })),
    beatsSeconds,
    barBeats: downbeatsSeconds.flatMap((seconds) => beatIndex.get(seconds) ?? []),
    energy: energyByBeat.map((energy, beat) => [
      (beatsSeconds[beat] + beatsSeconds[beat + 1]) / 2,
      energy,
    ]),
    harmony: analysis.keyOverTime,
    lanes: STEM_NAMES.map((stem) => ({ stem, columns: stemOverviews[stem], blocks: [] })),
  };
}

/** What a plan looks like that has not been rendered: its parts and lanes without a waveform. */
export function unrendered(beatsSeconds: readonly number[]): RemixPicture {
  const nothing = new Uint8Array(1);
  return {
    durationSeconds: beatsSeconds[beatsSeconds.length - 1],
    beatsSeconds,
    overview: { low: nothing, mid: nothing, high: nothing },
    busOverviews: { vocals: nothing, drums: nothing, bass: nothing, other: nothing },
  };
}

/** As much of a render as is shown over time. */
type RemixPicture = Pick<RenderSummary, 'durationSeconds' | 'overview' | 'busOverviews'> & {
  beatsSeconds: readonly number[];
};

/** A plan; its grid starts with a bar. */
export function remixTimeline(
  plan: RemixPlan,
  render: RemixPicture,
  beatsPerBar: SongAnalysis['beatsPerBar'],
): TimelineModel {
  const { beatsSeconds, durationSeconds } = render;
  const at = (beat: number) => beatsSeconds[Math.min(beat, beatsSeconds.length - 1)];
  return {
    durationSeconds,
    overview: render.overview,
    sections: plan.sections.map(({ label, startBeat, lengthBeats, energyStart, energyEnd }) => ({
      label,
      start: at(startBeat),
      end: at(startBeat + lengthBeats),
      energyStart,
      energyEnd,
    })),
    beatsSeconds,
    barBeats: beatsSeconds.flatMap((_, beat) => (beat % beatsPerBar === 0 ? beat : [])),
    energy: plan.sections.flatMap(({ startBeat, lengthBeats, energyStart, energyEnd }) => [
      [at(startBeat), energyStart] as const,
      [at(startBeat + lengthBeats), energyEnd] as const,
    ]),
    harmony: null,
    lanes: STEM_NAMES.map((stem) => ({
      stem,
      columns: render.busOverviews[stem],
      blocks: plan.sections.flatMap(({ startBeat, lengthBeats, stems }) => {
        const play = stems[stem];
        return play
          ? [{ start: at(startBeat), end: at(startBeat + lengthBeats), song: play.song }]
          : [];
      }),
    })),
  };
}
