/** How far a task is: what is being done, how much of it, how long still. */
import type { Progress } from '@/lib/base/progress';
import styles from './progress-bar.module.css';

export function ProgressBar({
  label,
  progress: { step, fraction },
  remainingSeconds,
}: {
  /** What the whole task is, for screen readers. */
  label: string;
  progress: Progress;
  remainingSeconds?: number | null;
}) {
  const percent = Math.round(Math.min(Math.max(fraction, 0), 1) * 100);
  return (
    <div className={styles.progress}>
      <span className={styles.step}>{step}</span>
      <span className={styles.numbers}>
        {percent} %{remainingSeconds != null && ` · ${remainingText(remainingSeconds)}`}
      </span>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={`${step}, ${percent} percent`}
      >
        <div className={styles.fill} style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}

function remainingText(seconds: number): string {
  if (seconds < 5) return 'a few seconds';
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5} s`;
  return `about ${Math.ceil(seconds / 60)} min`;
}
