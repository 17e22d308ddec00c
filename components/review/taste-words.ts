/** What the ranking says, in sentences. */
import type { Comparison, PlanVerdict } from '@/lib/studio/judge-plans';
import type { TasteChoiceRecord } from '@/lib/taste/log/choice-record';

/** 1 = the best; a plan that is not in the field is placed as if it were. */
export function placeAmong(field: readonly PlanVerdict[], mine: PlanVerdict): number {
  return (
    1 + field.filter(({ planId, score }) => planId !== mine.planId && score > mine.score).length
  );
}

/** "1st", "2nd", "3rd", "4th", "11th". */
export function ordinal(place: number): string {
  const isTeen = Math.floor(place / 10) % 10 === 1;
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th');
  return `${place}${ending}`;
}

export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** "Candidate 3 is preferred over candidate 1 with a chance of 38 %." */
export function chanceText({ probability }: Comparison, name: string, rival: string): string {
  return `${name} is preferred over ${rival.toLowerCase()} with a chance of ${percent(probability)}.`;
}

/** Who chose when the remix was made, and how sure that was. */
export function choiceText(
  { method, selection, fallback }: TasteChoiceRecord,
  nameOf: (planId: string) => string,
): string {
  const because =
    fallback === null || fallback.reason === 'switched-off' ? '' : ` ${fallback.sentence}`;
  if (selection === null) {
    return `When the remix was made, the first plan that keeps all rules was taken.${because}`;
  }
  const chosen = nameOf(selection.chosenId).toLowerCase();
  const chooser = method === 'model' ? 'the ranking model' : 'the mixing rules';
  if (selection.runnerUpId === null) return `When the remix was made, ${chosen} was the only plan.`;
  const rival = nameOf(selection.runnerUpId).toLowerCase();
  const why = selection.isSafer
    ? `it was too close to ${rival} to tell apart, and the safer of the two was taken`
    : `with a chance of ${percent(selection.probability)} over ${rival}`;
  return `When the remix was made, ${chooser} chose ${chosen}${selection.isSafer ? ': ' : ' '}${why}.${because}`;
}
