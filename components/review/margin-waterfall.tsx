/** From the rival's score to the plan's, step by step: what each feature adds or takes. */
import type { Comparison } from '@/lib/studio/judge-plans';
import { contributionText } from '@/lib/taste/selection/contribution-text';
import styles from './margin-waterfall.module.css';

/** Steps that are drawn; what is left is one more. */
const MOST_STEPS = 8;

interface Step {
  key: string;
  text: string;
  amount: number;
}

export function MarginWaterfall({
  comparison: { contributions },
  scores,
  names,
}: {
  comparison: Pick<Comparison, 'contributions'>;
  scores: { plan: number; rival: number };
  names: { plan: string; rival: string };
}) {
  const steps: Step[] = contributions.slice(0, MOST_STEPS).map((one) => ({
    key: one.feature,
    text: contributionText(one),
    amount: one.amount,
  }));
  const rest = contributions.slice(MOST_STEPS);
  if (rest.length > 0) {
    const amount = rest.reduce((sum, one) => sum + one.amount, 0);
    steps.push({ key: 'rest', text: `${rest.length} smaller reasons together`, amount });
  }
  let level = scores.rival;
  const placed = steps.map((step) => {
    const from = level;
    level += step.amount;
    return { ...step, from, to: level };
  });
  const levels = [scores.rival, scores.plan, ...placed.map(({ to }) => to)];
  const low = Math.min(...levels);
  const span = Math.max(Math.max(...levels) - low, 1e-9);
  const x = (value: number) => (100 * (value - low)) / span;
  return (
    <section className={styles.waterfall} aria-labelledby="waterfall-title">
      <h3 id="waterfall-title">
        What tells {names.plan.toLowerCase()} from {names.rival.toLowerCase()}
      </h3>
      <ol className={styles.steps}>
        <End name={names.rival} score={scores.rival} at={x(scores.rival)} />
        {placed.map(({ key, text, amount, from, to }) => (
          <li key={key}>
            <span className={styles.text}>{text}</span>
            <span className={styles.amount}>
              {amount >= 0 ? '+' : '−'}
              {Math.abs(amount).toFixed(3)}
            </span>
            <span className={styles.track} aria-hidden="true">
              <span
                className={amount >= 0 ? styles.for : styles.against}
                style={{
                  left: `${x(Math.min(from, to))}%`,
                  width: `${x(Math.max(from, to)) - x(Math.min(from, to))}%`,
                }}
              />
            </span>
          </li>
        ))}
        <End name={names.plan} score={scores.plan} at={x(scores.plan)} />
      </ol>
    </section>
  );
}

function End({ name, score, at }: { name: string; score: number; at: number }) {
  return (
    <li className={styles.end}>
      <b className={styles.name}>{name}</b>
      <span className={styles.amount}>{score.toFixed(3).replace('-', '−')}</span>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.mark} style={{ left: `${at}%` }} />
      </span>
    </li>
  );
}
