/** Whether stated chances come true: a dot a bin, the line where both are equal. */
import type { CalibrationReport } from '@/lib/learn/evaluation/calibration-curve';
import { COLORS } from '../theme/colors';
import styles from './line-plot.module.css';

const SIZE = 200;
/** Chances are seen from the favoured side: from a half to one. */
const place = (share: number) => ((share - 0.5) / 0.5) * SIZE;

export function CalibrationPlot({ report }: { report: CalibrationReport }) {
  const { bins, expectedError, brier } = report;
  if (expectedError === null) return <p>Too few held-out answers to check the stated chances.</p>;
  const most = Math.max(...bins.map(({ count }) => count));
  return (
    <figure className={styles.plot}>
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} className={styles.drawing} role="img">
        <title>
          Stated chance against share that came true:{' '}
          {bins
            .map(
              ({ stated, observed }) =>
                `${Math.round(stated * 100)} % stated, ${Math.round(observed * 100)} % came true`,
            )
            .join('; ')}
        </title>
        <line x1="0" y1={SIZE} x2={SIZE} y2="0" stroke={COLORS.border} strokeDasharray="4 4" />
        {bins.map(({ stated, observed, count }) => (
          <circle
            key={stated}
            cx={place(stated)}
            cy={SIZE - Math.max(4, place(observed))}
            r={3 + 5 * Math.sqrt(count / most)}
            fill={COLORS.primary}
            fillOpacity="0.8"
          />
        ))}
      </svg>
      <figcaption className={styles.legend}>
        <span>
          A stated chance is off by {(expectedError * 100).toFixed(1)} points on average
          {brier !== null && ` (Brier score ${brier.toFixed(3)})`}
        </span>
        <span className={styles.axis}>stated chance →</span>
      </figcaption>
    </figure>
  );
}
