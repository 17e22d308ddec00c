/** Rules about sections: their order, lengths, grid, contrast, outro and transitions. */
import { STEM_NAMES } from '@/lib/music/stem-names';
import { peakEnergy, peakSection } from '../plan-measures';
import { lengthBeats, type PlanSection, type RemixPlan } from '../remix-plan';
import { LIMITS, MINOR_LABELS } from './limits';
import type { Violation } from './violation';

/** Sections follow each other without gap or overlap, from beat 0. */
export function checkContiguity(plan: RemixPlan): Violation[] {
  let expected = 0;
  const violations: Violation[] = [];
  for (const [index, section] of plan.sections.entries()) {
    if (section.startBeat !== expected || section.lengthBeats <= 0) {
      violations.push({
        code: 'sections-not-contiguous',
        sectionIndex: index,
        measured: section.startBeat,
        limit: expected,
        sentence: `Section ${index + 1} starts on beat ${section.startBeat}, but the one before ends on beat ${expected}.`,
      });
    }
    expected = section.startBeat + section.lengthBeats;
  }
  return violations;
}

/** 8 beats for a section of its own, 4 for a build, break or bridge. */
export function checkSectionLengths(plan: RemixPlan): Violation[] {
  return plan.sections.flatMap((section, index): Violation[] => {
    const isMinor = (MINOR_LABELS as readonly string[]).includes(section.label);
    const limit = isMinor ? LIMITS.sectionBeats : LIMITS.majorSectionBeats;
    if (section.lengthBeats >= limit) return [];
    return [
      {
        code: 'section-too-short',
        sectionIndex: index,
        measured: section.lengthBeats,
        limit,
        sentence: `The ${section.label} lasts ${section.lengthBeats} beats; it needs at least ${limit}.`,
      },
    ];
  });
}

/** Boundaries lie on multiples of 4 beats. */
export function checkGrid(plan: RemixPlan): Violation[] {
  return plan.sections.flatMap((section, index): Violation[] => {
    const edges = [section.startBeat, section.startBeat + section.lengthBeats];
    const off = edges.find((beat) => beat % LIMITS.boundaryGridBeats !== 0);
    if (off === undefined) return [];
    return [
      {
        code: 'boundary-off-grid',
        sectionIndex: index,
        measured: off,
        limit: LIMITS.boundaryGridBeats,
        sentence: `The ${section.label} has a boundary on beat ${off}, which is no multiple of ${LIMITS.boundaryGridBeats}.`,
      },
    ];
  });
}

/** A transition takes at most half of the shorter section beside it. */
export function checkTransitions(plan: RemixPlan): Violation[] {
  return plan.sections.flatMap((section, index): Violation[] => {
    const before = plan.sections[index - 1];
    const shorter = Math.min(section.lengthBeats, before?.lengthBeats ?? section.lengthBeats);
    const limit = shorter * LIMITS.transitionOfSection;
    const { lengthBeats: length, type } = section.transitionIn;
    if (length <= limit) return [];
    return [
      {
        code: 'transition-too-long',
        sectionIndex: index,
        measured: length,
        limit,
        sentence: `The ${type} into the ${section.label} lasts ${length} beats; at most ${limit} fit between its neighbours.`,
      },
    ];
  });
}

/** All transitions together stay under the genre's share of the remix. */
export function checkTransitionShare(plan: RemixPlan, share: number): Violation[] {
  const total = plan.sections.reduce((sum, section) => sum + section.transitionIn.lengthBeats, 0);
  const limit = share * lengthBeats(plan);
  if (total <= limit + 1e-9) return [];
  return [
    {
      code: 'transitions-take-too-much',
      sectionIndex: null,
      measured: total,
      limit,
      sentence: `Transitions take ${total} of ${lengthBeats(plan)} beats; at most ${Math.round(share * 100)} % may be transition.`,
    },
  ];
}

/** Before the peak something lets go: two stems fewer, or a fifth of the energy. */
export function checkContrast(plan: RemixPlan): Violation[] {
  const peak = plan.sections.indexOf(peakSection(plan.sections));
  let largestDrop = 0;
  for (let i = 1; i < peak; i++) {
    const [before, after] = [plan.sections[i - 1], plan.sections[i]];
    if (soundingStems(before) - soundingStems(after) >= LIMITS.contrastStemDrop) return [];
    const from = Math.max(before.energyEnd, 1e-9);
    largestDrop = Math.max(largestDrop, (from - after.energyStart) / from);
  }
  if (largestDrop >= LIMITS.contrastEnergyDrop) return [];
  return [
    {
      code: 'no-contrast-before-peak',
      sectionIndex: peak,
      measured: largestDrop,
      limit: LIMITS.contrastEnergyDrop,
      sentence:
        'Nothing lets go before the peak: take energy or two stems out of a section before it.',
    },
  ];
}

/** The last section is an outro of at least 8 beats, calmer than the peak. */
export function checkOutro(plan: RemixPlan): Violation[] {
  const index = plan.sections.length - 1;
  const last = plan.sections[index];
  const peak = peakEnergy(peakSection(plan.sections));
  const violation = (measured: number, limit: number, sentence: string): Violation[] => [
    { code: 'outro-missing-or-weak', sectionIndex: index, measured, limit, sentence },
  ];
  if (last.label !== 'outro')
    return violation(0, 1, `The remix ends in a ${last.label}; it needs an outro.`);
  if (last.lengthBeats < LIMITS.outroBeats) {
    return violation(
      last.lengthBeats,
      LIMITS.outroBeats,
      `The outro lasts ${last.lengthBeats} beats; it needs at least ${LIMITS.outroBeats}.`,
    );
  }
  if (peakEnergy(last) >= peak) {
    return violation(peakEnergy(last), peak, 'The outro is as strong as the peak; let it fall.');
  }
  return [];
}

/** Number of stems that sound in a section. */
export function soundingStems(section: PlanSection): number {
  return STEM_NAMES.filter((stem) => section.stems[stem] !== null).length;
}
