/** How much can go wrong with a plan, and what. */
import { riskParts } from '@/lib/taste/selection/plan-risk';
import styles from './risk-meter.module.css';
import { percent } from './taste-words';

/** Smaller parts are not worth a word. */
const LEAST_AMOUNT = 0.005;

export function RiskMeter({ values, risk }: { values: readonly number[]; risk: number }) {
  const parts = riskParts(values)
    .filter(({ amount }) => amount >= LEAST_AMOUNT)
    .sort((one, other) => other.amount - one.amount);
  return (
    <section className={styles.risk} aria-labelledby="risk-title">
      <h3 id="risk-title">
        Risk <b>{percent(risk)}</b>
      </h3>
      <span className={styles.track} aria-hidden="true">
        {parts.map(({ name, amount }) => (
          <span key={name} className={styles.part} style={{ width: `${100 * amount}%` }} />
        ))}
      </span>
      {parts.length === 0 ? (
        <p className={styles.none}>Nothing in it is bent or uncertain.</p>
      ) : (
        <ul className={styles.parts}>
          {parts.map(({ name, amount }) => (
            <li key={name}>
              {name} <b>{percent(amount)}</b>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
