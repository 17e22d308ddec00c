/** Which phrases a section could take instead of its own, best first by the planner's own scores. */
import type { SectionLabel } from '@/lib/music/section-labels';
import { INSTRUMENT_STEM_NAMES } from '@/lib/music/stem-names';
import type { PlanContext } from '../constraints/plan-context';
import type { VoiceRole } from '../families/skeleton';
import { scoreInstrumentalWindows } from '../material/instrumental-windows';
import { keyClashOver } from '../material/local-key';
import { mapSong } from '../material/map-song';
import type { Span } from '../material/span';
import { scoreVocalWindows } from '../material/vocal-windows';
import type { PlanSection, RemixPlan } from '../remix-plan';
import { sourceBeats } from '../source-place';
import type { MaterialPart } from './plan-edit';

export interface MaterialChoice {
  sourceBeat: number;
  loopSourceBeats: number | null;
  /** Of the planner; higher is better. */
  score: number;
}

/** What the voice does in a section of each name, where the plan does not say. */
const ROLE_OF: Readonly<Record<SectionLabel, Exclude<VoiceRole, 'none'>>> = {
  intro: 'free',
  verse: 'verse',
  build: 'verse',
  chorus: 'hook',
  bridge: 'free',
  breakdown: 'free',
  drop: 'hook',
  outro: 'free',
};

/** All phrases that a section's voice or instruments could take, best first. */
export function materialChoices(
  plan: RemixPlan,
  sectionIndex: number,
  part: MaterialPart,
  context: PlanContext,
): MaterialChoice[] {
  const choices =
    part === 'voice'
      ? voiceChoices(plan, sectionIndex, context)
      : instrumentChoices(plan, sectionIndex, context);
  return choices.sort((x, y) => y.score - x.score || x.sourceBeat - y.sourceBeat);
}

function voiceChoices(
  plan: RemixPlan,
  index: number,
  { vocal, instrumental }: PlanContext,
): MaterialChoice[] {
  const section = plan.sections[index];
  const used = plan.sections.flatMap((other, i): Span[] => {
    const play = other.stems.vocals;
    if (i === index || play === null) return [];
    return [{ from: play.sourceBeat, length: sourceBeats(plan, other, play) }];
  });
  const pairing = {
    vocal: mapSong(vocal),
    instrumental: mapSong(instrumental),
    vocalSemitones: plan.key.vocalSemitones,
    vocalBeatsPerBeat: plan.tempo.vocalBeatsPerBeat,
  };
  return scoreVocalWindows(pairing.vocal, {
    sourceBeats: section.lengthBeats * plan.tempo.vocalBeatsPerBeat,
    role: ROLE_OF[section.label],
    energy: meanEnergy(section),
    keyClash: keyClashOver(pairing, section),
    used,
  }).map(({ beat, loopSourceBeats, score }) => ({ sourceBeat: beat, loopSourceBeats, score }));
}

function instrumentChoices(
  plan: RemixPlan,
  index: number,
  { instrumental }: PlanContext,
): MaterialChoice[] {
  const section = plan.sections[index];
  const span = ({ anchorBeat, lengthBeats }: PlanSection): Span => ({
    from: anchorBeat,
    length: lengthBeats,
  });
  const before = plan.sections[index - 1];
  return scoreInstrumentalWindows(mapSong(instrumental), {
    lengthBeats: section.lengthBeats,
    energy: meanEnergy(section),
    label: section.label,
    stems: INSTRUMENT_STEM_NAMES.filter((stem) => section.stems[stem] !== null),
    previous: before ? span(before) : null,
    used: plan.sections.filter((_, i) => i !== index).map(span),
  }).map(({ beat, score }) => ({ sourceBeat: beat, loopSourceBeats: null, score }));
}

function meanEnergy({ energyStart, energyEnd }: PlanSection): number {
  return (energyStart + energyEnd) / 2;
}
