'use client';

/** The two best plans heard against each other: on request, and what it changed. */
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import type { TasteChoiceRecord } from '@/lib/taste/log/choice-record';
import { contributionText } from '@/lib/taste/selection/contribution-text';
import { useStudio } from '../studio/studio-provider';
import { useSelected } from '../studio/use-observable';
import { Button } from '../ui/button';
import { FAMILY_TITLES } from './family-titles';
import { Bar } from './taste-reasons';
import styles from './taste-reasons.module.css';

/** Reasons that are drawn. */
const MOST_BARS = 4;

/** Nothing where there was no second plan, or another plan is on show than the choice was about. */
export function EarReasons({
  remix,
  choice,
  planId,
}: {
  remix: RemixRecord;
  choice: TasteChoiceRecord;
  /** The plan on show. */
  planId: string;
}) {
  const { remixes } = useStudio();
  const isWorking = useSelected(remixes.task, (task) => task?.state === 'working');
  const { ear, selection } = choice;
  if (!selection?.runnerUpId || planId !== selection.chosenId) return null;
  if (ear === null) {
    return (
      <div className={styles.ear}>
        <Button icon="play" disabled={isWorking} onClick={() => void remixes.chooseByEar(remix)}>
          Listen to the two best and choose again
        </Button>
      </div>
    );
  }
  const reasons = ear.reasons.slice(0, MOST_BARS);
  const widest = Math.max(...reasons.map(({ amount }) => Math.abs(amount)), 1e-9);
  return (
    <section className={styles.reasons} aria-labelledby="ear-title">
      <h3 id="ear-title">Heard against the next best</h3>
      <p role="status">{verdictText(remix, ear)}</p>
      <ul className={styles.bars}>
        {reasons.map((reason) => (
          <Bar
            key={reason.feature}
            text={contributionText(reason)}
            amount={reason.amount}
            widest={widest}
          />
        ))}
      </ul>
    </section>
  );
}

function verdictText(
  { plans }: RemixRecord,
  { chosenId, otherId, isChanged, probability }: NonNullable<TasteChoiceRecord['ear']>,
): string {
  const title = (id: string) => {
    const plan = plans.find((candidate) => candidate.id === id);
    return plan ? `"${FAMILY_TITLES[plan.family].title}"` : 'another plan';
  };
  const chance = `with a chance of ${Math.round(100 * probability)} % of being preferred`;
  return isChanged
    ? `A few bars of both turned the choice: ${title(chosenId)} instead of ${title(otherId)}, ${chance}.`
    : `A few bars of both leave it at that: ${title(chosenId)} before ${title(otherId)}, ${chance}.`;
}
