/** Lines over a common axis, drawn to the size of their box. */
import styles from './line-plot.module.css';

export interface PlotLine {
  name: string;
  color: string;
  /** Dashed lines are told apart without their colour. */
  isDashed?: boolean;
  points: readonly { x: number; y: number }[];
}

const WIDTH = 320;
const HEIGHT = 160;
const PAD = 6;

export function LinePlot({
  title,
  lines,
  xTitle,
  format,
  range,
}: {
  /** Says what is to be seen, for those who cannot see it. */
  title: string;
  lines: readonly PlotLine[];
  xTitle: string;
  format: (y: number) => string;
  /** Of the vertical axis; fitted to the lines where it is left out. */
  range?: readonly [number, number];
}) {
  const all = lines.flatMap(({ points }) => points);
  if (all.length === 0) return null;
  const xs = all.map(({ x }) => x);
  const ys = all.map(({ y }) => y);
  const [fromX, toX] = [Math.min(...xs), Math.max(...xs)];
  const [fromY, toY] = range ?? [Math.min(...ys), Math.max(...ys)];
  const place = ({ x, y }: { x: number; y: number }) =>
    `${PAD + ((x - fromX) / (toX - fromX || 1)) * (WIDTH - 2 * PAD)},${
      HEIGHT - PAD - ((y - fromY) / (toY - fromY || 1)) * (HEIGHT - 2 * PAD)
    }`;
  return (
    <figure className={styles.plot}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles.drawing} role="img">
        <title>{title}</title>
        {lines.map(({ name, color, isDashed, points }) => (
          <polyline
            key={name}
            points={points.map(place).join(' ')}
            fill="none"
            stroke={color}
            strokeWidth="2"
            strokeDasharray={isDashed ? '5 4' : undefined}
            strokeLinejoin="round"
          />
        ))}
      </svg>
      <figcaption className={styles.legend}>
        {lines.map(({ name, color, isDashed, points }) => {
          const last = points.at(-1);
          return (
            <span key={name} className={styles.name}>
              <span
                className={styles.stroke}
                style={{ borderTopColor: color, borderTopStyle: isDashed ? 'dashed' : 'solid' }}
              />
              {name} {last && format(last.y)}
            </span>
          );
        })}
        <span className={styles.axis}>{xTitle} →</span>
      </figcaption>
    </figure>
  );
}
