/** What the model asks for most. */
import { FEATURES } from '@/lib/taste/features/feature-table';
import styles from './importance-bars.module.css';

const SHOWN = 10;

export function ImportanceBars({ importance }: { importance: Readonly<Record<string, number>> }) {
  const shown = Object.entries(importance)
    .sort((one, two) => two[1] - one[1])
    .slice(0, SHOWN);
  if (shown.length === 0) return <p>This model does not say what it asks for.</p>;
  const most = shown[0][1];
  return (
    <ol className={styles.bars}>
      {shown.map(([name, share]) => (
        <li key={name} title={FEATURES.find((feature) => feature.name === name)?.meaning}>
          <span>{name.replaceAll('-', ' ')}</span>
          <span className={styles.share}>{Math.round(share * 100)} %</span>
          <span
            className={styles.bar}
            style={{ width: `${(share / most) * 100}%` }}
            aria-hidden="true"
          />
        </li>
      ))}
    </ol>
  );
}
