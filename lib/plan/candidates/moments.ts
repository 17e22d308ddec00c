/**
 * Moments: small surprises laid over a finished plan where the sentence leaves room for them. Each
 * keeps the plan's length and grid; where a plan offers no place for one, it stays as it is.
 */
import { peakSection } from '../plan-measures';
import { lengthBeats, type PlanSection, type RemixPlan, type Transition } from '../remix-plan';

export const MOMENTS = ['drop-out', 'call-and-response', 'filter-rise'] as const;
export type Moment = (typeof MOMENTS)[number];

/** A plan has at most so many sections, moments included. */
const MOST_SECTIONS = 7;
/** Drums and bass are gone for the last bar before the peak. */
const DROP_OUT_BEATS = 4;
const DROP_OUT_ENERGY = 0.3;
/** The filter rises over the last two bars before the peak. */
const FILTER_RISE_BEATS = 8;
const SHORTEST_RISE_BEATS = 4;
/** A call is at least two bars long. */
const SHORTEST_CALL_BEATS = 8;
const CUT: Transition = { type: 'cut', lengthBeats: 0 };

export interface MomentLimits {
  beatsPerBar: number;
  /** Share of the remix that transitions may take. */
  transitionShare: number;
}

/** The plan with a moment in it; the plan itself where it has no place for one. */
export function addMoment(
  plan: RemixPlan,
  moment: Moment,
  { beatsPerBar, transitionShare }: MomentLimits,
): RemixPlan {
  const sections = place(plan, moment, { beatsPerBar, transitionShare });
  return sections === null ? plan : { ...plan, sections };
}

function place(plan: RemixPlan, moment: Moment, limits: MomentLimits): PlanSection[] | null {
  const { sections } = plan;
  const peak = sections.indexOf(peakSection(sections));
  if (moment === 'filter-rise') return filterRise(plan, peak, limits.transitionShare);
  if (sections.length >= MOST_SECTIONS || peak < 1) return null;
  if (moment === 'drop-out') return limits.beatsPerBar === 4 ? dropOut(plan, peak) : null;
  return callAndResponse(plan);
}

/** The last bar before the peak loses drums and bass. */
function dropOut({ sections, tempo }: RemixPlan, peak: number): PlanSection[] | null {
  const before = sections[peak - 1];
  const remaining = before.lengthBeats - DROP_OUT_BEATS;
  const { drums, bass, other } = before.stems;
  const hasRhythm = drums !== null || bass !== null;
  if (remaining < 2 * DROP_OUT_BEATS || !hasRhythm || other === null) return null;
  const [head, bar] = split(before, remaining, tempo.vocalBeatsPerBeat);
  const gap: PlanSection = {
    ...bar,
    label: 'breakdown',
    energyStart: Math.min(DROP_OUT_ENERGY, before.energyStart),
    energyEnd: Math.min(DROP_OUT_ENERGY, before.energyStart),
    stems: { ...bar.stems, drums: null, bass: null },
  };
  const into = sections[peak].transitionIn;
  const fits = into.lengthBeats <= DROP_OUT_BEATS / 2;
  const after = { ...sections[peak], transitionIn: fits ? into : CUT };
  return [...sections.slice(0, peak - 1), head, gap, after, ...sections.slice(peak + 1)];
}

/** The voice sings the first half of a section before the peak, the instruments answer in the second. */
function callAndResponse(plan: RemixPlan): PlanSection[] | null {
  const index = plan.sections.findIndex(
    ({ label, stems, lengthBeats }) =>
      label === 'verse' &&
      stems.vocals !== null &&
      (stems.drums !== null || stems.other !== null) &&
      lengthBeats % (2 * SHORTEST_CALL_BEATS) === 0,
  );
  if (index < 0) return null;
  const section = plan.sections[index];
  const [call, response] = split(section, section.lengthBeats / 2, plan.tempo.vocalBeatsPerBeat);
  const answer = { ...response, stems: { ...response.stems, vocals: null } };
  const next = plan.sections[index + 1];
  const fits = next.transitionIn.lengthBeats <= answer.lengthBeats / 2;
  const isAllowed = fits && call.transitionIn.lengthBeats <= call.lengthBeats / 2;
  if (!isAllowed) return null;
  return [...plan.sections.slice(0, index), call, answer, ...plan.sections.slice(index + 1)];
}

/** A filter opens into the peak, as long as neighbours and the other transitions leave room. */
function filterRise(plan: RemixPlan, peak: number, share: number): PlanSection[] | null {
  if (peak < 1) return null;
  const { sections } = plan;
  const others = sections.reduce(
    (sum, { transitionIn }, index) => sum + (index === peak ? 0 : transitionIn.lengthBeats),
    0,
  );
  const shorter = Math.min(sections[peak].lengthBeats, sections[peak - 1].lengthBeats);
  const room = Math.floor(lengthBeats(plan) * share - others);
  const length = Math.min(FILTER_RISE_BEATS, shorter / 2, room);
  if (length < SHORTEST_RISE_BEATS) return null;
  return sections.map((section, index) =>
    index === peak
      ? { ...section, transitionIn: { type: 'filter-sweep', lengthBeats: length } }
      : section,
  );
}

/** Two sections that play on through the same material; energy goes on in a straight line. */
function split(
  section: PlanSection,
  headBeats: number,
  vocalBeatsPerBeat: number,
): [PlanSection, PlanSection] {
  const { energyStart, energyEnd, lengthBeats } = section;
  const middle = energyStart + ((energyEnd - energyStart) * headBeats) / lengthBeats;
  const energyBetween = Math.round(middle * 1000) / 1000;
  const stems = { ...section.stems };
  for (const stem of ['vocals', 'drums', 'bass', 'other'] as const) {
    const play = stems[stem];
    if (play === null) continue;
    const passed = headBeats * (stem === 'vocals' ? vocalBeatsPerBeat : 1);
    // in the middle of a loop or of a beat there is no place to go on from
    const goesOn = play.loopSourceBeats === null && Number.isInteger(passed);
    stems[stem] = goesOn ? { ...play, sourceBeat: play.sourceBeat + passed } : null;
  }
  return [
    { ...section, lengthBeats: headBeats, energyEnd: energyBetween },
    {
      ...section,
      startBeat: section.startBeat + headBeats,
      lengthBeats: lengthBeats - headBeats,
      anchorBeat: section.anchorBeat + headBeats,
      energyStart: energyBetween,
      stems,
      transitionIn: CUT,
    },
  ];
}
