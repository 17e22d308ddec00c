/** What the rules say of the plan as it stands. */
import type { Violation } from '@/lib/plan/constraints/violation';
import { Icon } from '../ui/icon';
import styles from './rules-panel.module.css';

export function RulesPanel({
  violations,
  refusal,
}: {
  violations: readonly Violation[];
  /** Why the last change could not be made. */
  refusal: string | null;
}) {
  return (
    <div className={styles.rules} role="status">
      {refusal && (
        <p className={styles.refused}>
          <Icon name="info" size={16} /> {refusal}
        </p>
      )}
      {violations.length === 0 ? (
        <p className={styles.kept}>
          <Icon name="check" size={16} /> All rules are kept.
        </p>
      ) : (
        <ViolationList violations={violations} />
      )}
    </div>
  );
}

export function ViolationList({ violations }: { violations: readonly Violation[] }) {
  return (
    <ul className={styles.list}>
      {violations.map(({ code, sectionIndex, sentence }) => (
        <li key={`${code} ${sectionIndex}`} className={styles.broken}>
          <Icon name="warning" size={16} />
          <span>
            {sentence} <code>{code}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}
