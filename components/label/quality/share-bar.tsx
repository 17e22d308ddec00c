/** How the answers divide, as one bar with its words under it. */
import styles from './share-bar.module.css';

export function ShareBar({
  title,
  parts,
}: {
  title: string;
  parts: readonly { name: string; count: number }[];
}) {
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  return (
    <figure className={styles.shares}>
      <figcaption>{title}</figcaption>
      <div className={styles.bar} aria-hidden="true">
        {parts.map(({ name, count }) => (
          <span key={name} style={{ flexGrow: count }} hidden={count === 0} />
        ))}
      </div>
      <ul className={styles.names}>
        {parts.map(({ name, count }) => (
          <li key={name}>
            {name}: {count} {total > 0 && `(${Math.round((count / total) * 100)} %)`}
          </li>
        ))}
      </ul>
    </figure>
  );
}
