/** Good plans spoilt on purpose, each in one way that any listener hears: what the ranker must put last. */
import { mean } from '@/lib/analysis/statistics';
import type { Random } from '@/lib/base/random';
import { INSTRUMENT_STEM_NAMES } from '@/lib/music/stem-names';
import { planId } from '@/lib/plan/plan-id';
import { peakSection } from '@/lib/plan/plan-measures';
import type { PlanSection, RemixPlan, StemPlay } from '@/lib/plan/remix-plan';

/** Source: first-model section of the taste plan (automatic negatives). */
export const DEGRADATIONS = [
  'shuffled-sections',
  'flat-energy',
  'misplaced-voice',
  'off-grid',
  'misplaced-peak',
  'no-contrast',
] as const;
export type Degradation = (typeof DEGRADATIONS)[number];

type Spoil = (sections: PlanSection[], random: Random) => PlanSection[] | null;

const SPOIL: Readonly<Record<Degradation, Spoil>> = {
  'shuffled-sections': shuffle,
  'flat-energy': flatten,
  'misplaced-voice': misplaceVoice,
  'off-grid': moveBoundaries,
  'misplaced-peak': movePeak,
  'no-contrast': fillUp,
};

/** The plan spoilt in one way; null where it offers no place for that. */
export function degradePlan(plan: RemixPlan, how: Degradation, random: Random): RemixPlan | null {
  const sections = SPOIL[how](structuredClone(plan.sections), random);
  if (sections === null) return null;
  const spoilt = { ...plan, sections };
  const id = planId(spoilt);
  return id === plan.id ? null : { ...spoilt, id };
}

/** Lays sections one after another from beat 0. */
function inLine(sections: readonly PlanSection[]): PlanSection[] {
  let startBeat = 0;
  return sections.map((section) => {
    const placed = { ...section, startBeat };
    startBeat += section.lengthBeats;
    return placed;
  });
}

/** Another order in which neither the first nor the last section stays. */
function shuffle(sections: PlanSection[], random: Random): PlanSection[] | null {
  if (sections.length < 3) return null;
  const order = [...sections];
  do {
    for (let i = order.length - 1; i > 0; i--) {
      const other = random.integer(i + 1);
      [order[i], order[other]] = [order[other], order[i]];
    }
  } while (order[0] === sections[0] || order[order.length - 1] === sections[sections.length - 1]);
  return inLine(order);
}

/** One energy and one level throughout. */
function flatten(sections: PlanSection[]): PlanSection[] {
  const energy = mean(sections.map(({ energyStart, energyEnd }) => (energyStart + energyEnd) / 2));
  const plays = sections.flatMap(({ stems }) =>
    INSTRUMENT_STEM_NAMES.flatMap((stem) => stems[stem] ?? []),
  );
  const gainDb = Math.round(mean(plays.map((play) => play.gainDb)));
  for (const play of plays) play.gainDb = gainDb;
  const rounded = Math.round(energy * 1000) / 1000;
  return sections.map((section) => ({ ...section, energyStart: rounded, energyEnd: rounded }));
}

/** The voice rests where it should sing and sings where it should rest. */
function misplaceVoice(sections: PlanSection[]): PlanSection[] | null {
  const sung: StemPlay[] = sections.flatMap(({ stems }) => stems.vocals ?? []);
  const resting = sections.filter(({ stems }) => stems.vocals === null);
  if (sung.length === 0 || resting.length === 0) return null;
  let next = 0;
  return sections.map((section) => {
    const vocals = section.stems.vocals === null ? { ...sung[next++ % sung.length] } : null;
    return { ...section, stems: { ...section.stems, vocals } };
  });
}

/** Inner boundaries one to three beats off. */
function moveBoundaries(sections: PlanSection[], random: Random): PlanSection[] | null {
  if (sections.length < 2) return null;
  const moved = sections.map((section) => ({ ...section }));
  for (let i = 1; i < moved.length; i++) {
    const by = (1 + random.integer(3)) * (random.next() < 0.5 ? -1 : 1);
    if (moved[i - 1].lengthBeats + by < 4 || moved[i].lengthBeats - by < 4) continue;
    moved[i - 1].lengthBeats += by;
    moved[i].lengthBeats -= by;
  }
  return inLine(moved);
}

/** The strongest section comes first or second. */
function movePeak(sections: PlanSection[], random: Random): PlanSection[] | null {
  const peak = peakSection(sections);
  const at = sections.indexOf(peak);
  const to = random.integer(2);
  if (at <= to) return null;
  const rest = sections.filter((section) => section !== peak);
  return inLine([...rest.slice(0, to), peak, ...rest.slice(to)]);
}

/** Everything plays at full height until the end. */
function fillUp(sections: PlanSection[]): PlanSection[] | null {
  const fullest = peakSection(sections);
  const high = Math.max(fullest.energyStart, fullest.energyEnd);
  return sections.map((section, i) => {
    const stems = { ...section.stems };
    for (const stem of INSTRUMENT_STEM_NAMES) {
      const like = stems[stem] ?? fullest.stems[stem];
      if (like === null) continue;
      const gainDb = fullest.stems[stem]?.gainDb ?? like.gainDb;
      stems[stem] = { ...like, sourceBeat: section.anchorBeat, gainDb };
    }
    const isLast = i === sections.length - 1;
    const energy = isLast ? section.energyEnd : high - 0.02 * (sections.length - i);
    return { ...section, energyStart: energy, energyEnd: energy, stems };
  });
}
