/** What spoke for this plan when it was chosen: how sure the choice was, and what tipped it, as bars. */
import type { TasteChoiceRecord } from '@/lib/taste/log/choice-record';
import { contributionText } from '@/lib/taste/selection/contribution-text';
import styles from './taste-reasons.module.css';

/** Reasons that are drawn; what is left is summed up. */
const MOST_BARS = 6;

/** Nothing where the plan on show is not the one that was chosen by taste. */
export function TasteReasons({ choice, planId }: { choice: TasteChoiceRecord; planId: string }) {
  const { selection, contributions, fallback } = choice;
  if (selection === null || selection.chosenId !== planId) return null;
  const shown = contributions.slice(0, MOST_BARS);
  const rest = contributions.slice(MOST_BARS).reduce((sum, { amount }) => sum + amount, 0);
  const widest = Math.max(...shown.map(({ amount }) => Math.abs(amount)), Math.abs(rest), 1e-9);
  return (
    <section className={styles.reasons} aria-labelledby="taste-title">
      <h3 id="taste-title">Against the next best</h3>
      <p>{verdictText(choice, selection)}</p>
      {shown.length > 0 && (
        <ul className={styles.bars}>
          {shown.map((contribution) => (
            <Bar
              key={contribution.feature}
              text={contributionText(contribution)}
              amount={contribution.amount}
              widest={widest}
            />
          ))}
          {contributions.length > MOST_BARS && (
            <Bar
              text={`${contributions.length - MOST_BARS} smaller reasons together`}
              amount={rest}
              widest={widest}
            />
          )}
        </ul>
      )}
      {fallback && fallback.reason !== 'switched-off' && (
        <p className={styles.note}>{fallback.sentence} The rules chose instead.</p>
      )}
    </section>
  );
}

export function Bar({ text, amount, widest }: { text: string; amount: number; widest: number }) {
  const isFor = amount >= 0;
  return (
    <li className={styles.row}>
      <span className={styles.text}>{text}</span>
      <span className={isFor ? styles.for : styles.against}>
        <span
          className={styles.bar}
          style={{ inlineSize: `${Math.max(2, (100 * Math.abs(amount)) / widest)}%` }}
        />
        <span className={styles.sign}>{isFor ? '+ for it' : '− against'}</span>
      </span>
    </li>
  );
}

function verdictText(
  { method, ear }: TasteChoiceRecord,
  { runnerUpId, probability, isSafer }: NonNullable<TasteChoiceRecord['selection']>,
): string {
  if (runnerUpId === null) return 'There was no other plan to choose from.';
  if (isSafer) {
    return 'The two best were too close to tell apart: the safer one was taken.';
  }
  const chance = Math.round(100 * probability);
  if (ear?.isChanged) {
    return `Before they were heard it stood second, with a chance of ${chance} % of being preferred.`;
  }
  return method === 'model'
    ? `Chosen over the next best with a chance of ${chance} % of being preferred.`
    : 'Chosen by the mixing rules, which found it the best.';
}
