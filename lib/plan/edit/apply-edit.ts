/**
 * Changes to a plan by hand. An edit gives a new plan with an id of its own, or is refused with a
 * sentence; what the edited plan does to the rules is asked of the constraints, not forbidden here.
 */
import {
  INSTRUMENT_STEM_NAMES,
  otherSide,
  STEM_NAMES,
  type StemName,
} from '@/lib/music/stem-names';
import { LIMITS } from '../constraints/limits';
import type { PlanContext } from '../constraints/plan-context';
import { checkMaterial } from '../constraints/safety-constraints';
import { planId } from '../plan-id';
import type { PlanSection, RemixPlan, StemPlay, Transition } from '../remix-plan';
import { GAIN_RANGE_DB, SECTION_RULES } from '../rules/section-rules';
import { materialChoices } from './material-choices';
import type { PlanEdit } from './plan-edit';

export type EditResult = { ok: true; plan: RemixPlan } | { ok: false; reason: string };

/** Gains are set in halves of a decibel. */
const GAIN_STEP_DB = 0.5;
/** Longer than any genre's transitions. */
const LONGEST_TRANSITION_BEATS = 64;

/** A sentence why an edit cannot be made. */
class Refusal {
  constructor(readonly reason: string) {}
}

/** The plan with one change, all of whose material lies inside its songs; or why it cannot be made. */
export function applyEdit(plan: RemixPlan, edit: PlanEdit, context: PlanContext): EditResult {
  const sections = edited(plan, edit, context);
  if (sections instanceof Refusal) return { ok: false, reason: sections.reason };
  const unnamed = { ...plan, sections };
  const [outside] = checkMaterial(unnamed, context);
  if (outside) return { ok: false, reason: outside.sentence };
  return { ok: true, plan: { ...unnamed, id: planId(unnamed) } };
}

function edited(plan: RemixPlan, edit: PlanEdit, context: PlanContext): PlanSection[] | Refusal {
  if (edit.kind === 'move-line') return moveLine(plan, edit.section, edit.toBeat);
  const section = plan.sections[edit.section];
  if (section === undefined) return new Refusal('There is no such section.');
  const changed = changedSection(plan, section, edit, context);
  if (changed instanceof Refusal) return changed;
  return plan.sections.map((one) => (one === section ? changed : one));
}

function changedSection(
  plan: RemixPlan,
  section: PlanSection,
  edit: Exclude<PlanEdit, { kind: 'move-line' }>,
  context: PlanContext,
): PlanSection | Refusal {
  switch (edit.kind) {
    case 'set-gain':
      return setGain(section, edit.stem, edit.gainDb);
    case 'set-sounding':
      return edit.sounds
        ? switchOn(plan, section, edit.stem, context)
        : switchOff(section, edit.stem);
    case 'set-transition':
      return setTransition(section, edit.transition);
    case 'set-material':
      return edit.part === 'voice'
        ? setVoice(section, edit.sourceBeat, edit.loopSourceBeats)
        : setInstruments(section, edit.sourceBeat);
  }
}

/**
 * Moves the line between two sections to the nearest multiple of 4 beats. A section's material begins
 * where its section does; only what plays on through the line stays where it is in time.
 */
function moveLine(plan: RemixPlan, index: number, toBeat: number): PlanSection[] | Refusal {
  const before = plan.sections[index - 1];
  if (before === undefined) return new Refusal('The remix begins on beat 0.');
  const after: PlanSection | undefined = plan.sections[index];
  const grid = LIMITS.boundaryGridBeats;
  const line = Math.round(toBeat / grid) * grid;
  const end = after ? after.startBeat + after.lengthBeats : Infinity;
  if (line < before.startBeat + grid) {
    return new Refusal(`The ${before.label} keeps at least ${grid} beats.`);
  }
  if (line > end - grid) return new Refusal(`The ${after?.label} keeps at least ${grid} beats.`);
  const shortened = { ...before, lengthBeats: line - before.startBeat };
  if (after === undefined) return [...plan.sections.slice(0, -1), shortened];
  const moved = startLater(plan, before, after, line - after.startBeat);
  return plan.sections.map((one) => (one === before ? shortened : one === after ? moved : one));
}

/** The section with its start moved by so many beats, its end where it was. */
function startLater(
  plan: RemixPlan,
  before: PlanSection,
  section: PlanSection,
  beats: number,
): PlanSection {
  const stems = { ...section.stems };
  for (const stem of STEM_NAMES) {
    const [one, other] = [before.stems[stem], section.stems[stem]];
    if (one === null || other === null) continue;
    const rate = stem === 'vocals' ? plan.tempo.vocalBeatsPerBeat : 1;
    const plays = before.lengthBeats * rate;
    const goesOn = one.loopSourceBeats === null && one.sourceBeat + plays === other.sourceBeat;
    const sourceBeat = other.sourceBeat + beats * rate;
    if (goesOn && Number.isInteger(sourceBeat)) stems[stem] = { ...other, sourceBeat };
  }
  const gridGoesOn = before.anchorBeat + before.lengthBeats === section.anchorBeat;
  return {
    ...section,
    startBeat: section.startBeat + beats,
    lengthBeats: section.lengthBeats - beats,
    anchorBeat: section.anchorBeat + (gridGoesOn ? beats : 0),
    stems,
  };
}

function setGain(section: PlanSection, stem: StemName, gainDb: number): PlanSection | Refusal {
  const play = section.stems[stem];
  if (play === null) return new Refusal(`The ${stem} are silent in the ${section.label}.`);
  const { lowest, highest } = GAIN_RANGE_DB;
  if (!(gainDb >= lowest && gainDb <= highest)) {
    return new Refusal(`Gains go from ${lowest} to ${highest} dB.`);
  }
  const gain = Math.round(gainDb / GAIN_STEP_DB) * GAIN_STEP_DB;
  return withStem(section, stem, { ...play, gainDb: gain });
}

function switchOff(section: PlanSection, stem: StemName): PlanSection | Refusal {
  if (section.stems[stem] === null) return section;
  const isLast = STEM_NAMES.every((other) => other === stem || section.stems[other] === null);
  if (isLast) return new Refusal(`Something has to sound in the ${section.label}.`);
  return withStem(section, stem, null);
}

/** An instrument joins the others' bars at their level; the voice takes the best phrase that there is. */
function switchOn(
  plan: RemixPlan,
  section: PlanSection,
  stem: StemName,
  context: PlanContext,
): PlanSection | Refusal {
  if (section.stems[stem] !== null) return section;
  const rules = SECTION_RULES[section.label];
  if (stem !== 'vocals') {
    const others = INSTRUMENT_STEM_NAMES.flatMap((name) => section.stems[name] ?? []);
    return withStem(section, stem, {
      song: otherSide(plan.vocalSong),
      sourceBeat: section.anchorBeat,
      loopSourceBeats: null,
      gainDb: others[0]?.gainDb ?? rules.instrumentGainDb,
    });
  }
  const [best] = materialChoices(plan, plan.sections.indexOf(section), 'voice', context);
  if (best === undefined) {
    return new Refusal(`No phrase of the voice is long enough for the ${section.label}.`);
  }
  const { sourceBeat, loopSourceBeats } = best;
  const gainDb = rules.vocalGainDb;
  return withStem(section, stem, { song: plan.vocalSong, sourceBeat, loopSourceBeats, gainDb });
}

function setTransition(section: PlanSection, { type, lengthBeats }: Transition) {
  if (section.startBeat === 0) return new Refusal('Nothing comes before the first section.');
  if (type === 'cut') return { ...section, transitionIn: { type, lengthBeats: 0 } };
  if (!(lengthBeats >= 1 && lengthBeats <= LONGEST_TRANSITION_BEATS)) {
    return new Refusal(`A ${type} lasts from 1 to ${LONGEST_TRANSITION_BEATS} beats.`);
  }
  return { ...section, transitionIn: { type, lengthBeats: Math.round(lengthBeats) } };
}

function setVoice(section: PlanSection, sourceBeat: number, loopSourceBeats: number | null) {
  const play = section.stems.vocals;
  if (play === null) return new Refusal(`The voice is silent in the ${section.label}.`);
  return withStem(section, 'vocals', { ...play, sourceBeat, loopSourceBeats });
}

/** The grid and all instruments go together: they are one recording. */
function setInstruments(section: PlanSection, sourceBeat: number): PlanSection {
  const stems = { ...section.stems };
  for (const stem of INSTRUMENT_STEM_NAMES) {
    const play = stems[stem];
    if (play !== null) stems[stem] = { ...play, sourceBeat };
  }
  return { ...section, anchorBeat: sourceBeat, stems };
}

function withStem(section: PlanSection, stem: StemName, play: StemPlay | null): PlanSection {
  return { ...section, stems: { ...section.stems, [stem]: play } };
}
