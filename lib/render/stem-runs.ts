/**
 * Runs: the stretches of a remix in which a stem plays on through its source without a jump. A section
 * that goes on where the one before it ended belongs to the same run; a loop begins a new one.
 */
import type { SongSide, StemName } from '@/lib/music/stem-names';
import type { PlanSection, RemixPlan, StemPlay } from '@/lib/plan/remix-plan';

/** What a run plays within one section. */
export interface RunPart {
  /** Index of the section. */
  section: number;
  startBeat: number;
  endBeat: number;
  gainDb: number;
}

export interface StemRun {
  stem: StemName;
  song: SongSide;
  /** In beats of the remix. */
  startBeat: number;
  endBeat: number;
  /** Where it starts in its source, in beats of the source. */
  sourceBeat: number;
  /** Beats of the source that pass in one of the remix. */
  sourceBeatsPerBeat: number;
  parts: RunPart[];
}

/** Beats closer than this are the same place: fractions of beats are sums of a few. */
const SAME_BEAT = 1e-6;

/** Beats of a song that pass in one beat of the remix. */
export function sourceBeatsPerBeat(plan: RemixPlan, song: SongSide): number {
  return song === plan.vocalSong ? plan.tempo.vocalBeatsPerBeat : 1;
}

/** The runs of a stem in order; they do not overlap. */
export function stemRuns(plan: RemixPlan, stem: StemName): StemRun[] {
  const runs: StemRun[] = [];
  plan.sections.forEach((section, index) => {
    const play = section.stems[stem];
    if (play) {
      for (const run of sectionRuns(plan, section, index, stem, play)) append(runs, run);
    }
  });
  return runs;
}

/** One run, or one for each time round the loop. */
function sectionRuns(
  plan: RemixPlan,
  section: PlanSection,
  index: number,
  stem: StemName,
  play: StemPlay,
): StemRun[] {
  const rate = sourceBeatsPerBeat(plan, play.song);
  const sectionEnd = section.startBeat + section.lengthBeats;
  const step =
    play.loopSourceBeats === null ? section.lengthBeats : Math.max(play.loopSourceBeats / rate, 1);
  const runs: StemRun[] = [];
  for (let startBeat = section.startBeat; startBeat < sectionEnd - SAME_BEAT; startBeat += step) {
    const endBeat = Math.min(startBeat + step, sectionEnd);
    runs.push({
      stem,
      song: play.song,
      startBeat,
      endBeat,
      sourceBeat: play.sourceBeat,
      sourceBeatsPerBeat: rate,
      parts: [{ section: index, startBeat, endBeat, gainDb: play.gainDb }],
    });
  }
  return runs;
}

function append(runs: StemRun[], run: StemRun): void {
  const before = runs[runs.length - 1];
  if (before && continues(before, run)) {
    before.endBeat = run.endBeat;
    before.parts.push(...run.parts);
  } else {
    runs.push(run);
  }
}

function continues(before: StemRun, run: StemRun): boolean {
  const passed = (before.endBeat - before.startBeat) * before.sourceBeatsPerBeat;
  return (
    before.song === run.song &&
    Math.abs(before.endBeat - run.startBeat) < SAME_BEAT &&
    Math.abs(before.sourceBeat + passed - run.sourceBeat) < SAME_BEAT
  );
}
