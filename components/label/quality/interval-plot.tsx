/** An estimate with its interval on a scale, beside what it is to be compared with. */
import type { Interval } from '@/lib/labels/agreement/interval';
import { VisuallyHidden } from '../../ui/visually-hidden';
import styles from './interval-plot.module.css';

export function IntervalPlot({
  title,
  value,
  interval,
  from,
  to,
  mark,
  markTitle,
  format,
  isFlagged = false,
}: {
  title: string;
  /** null where there is too little to tell. */
  value: number | null;
  interval: Interval | null;
  from: number;
  to: number;
  /** What the estimate is compared with. */
  mark: number;
  markTitle: string;
  format: (value: number) => string;
  isFlagged?: boolean;
}) {
  const at = (x: number) => `${((Math.min(to, Math.max(from, x)) - from) / (to - from)) * 100}%`;
  const width = interval
    ? `${((Math.min(to, interval[1]) - Math.max(from, interval[0])) / (to - from)) * 100}%`
    : '0';
  return (
    <figure className={styles.plot}>
      <figcaption className={styles.caption}>
        <span>{title}</span>
        <span className={styles.value}>
          {value === null ? 'too few' : format(value)}
          {interval && value !== null && (
            <span className={styles.interval}>
              {' '}
              {format(interval[0])} to {format(interval[1])}
            </span>
          )}
        </span>
      </figcaption>
      <div className={styles.scale} aria-hidden="true">
        <span className={styles.mark} style={{ left: at(mark) }} title={markTitle} />
        {interval && value !== null && (
          <span
            className={isFlagged ? styles.flaggedRange : styles.range}
            style={{ left: at(interval[0]), width }}
          />
        )}
        {value !== null && (
          <span
            className={isFlagged ? styles.flaggedDot : styles.dot}
            style={{ left: at(value) }}
          />
        )}
      </div>
      <VisuallyHidden>
        Compared with {format(mark)}: {markTitle}.
      </VisuallyHidden>
    </figure>
  );
}
