/** The seven judgements of the mixing rules as a star: the plan over its rival. */
import { useId } from 'react';
import { RUBRIC_DIMENSIONS, RUBRIC_TITLES } from '@/lib/taste/rubric/rubric';
import { featureIndex } from './feature-index';
import styles from './rubric-radar.module.css';
import { percent } from './taste-words';

export interface NamedFigures {
  name: string;
  /** The features in the order of the feature table. */
  values: readonly number[];
}

const RADIUS = 78;
/** Room for the names on both sides. */
const WIDTH = 400;
const HEIGHT = 236;
const CENTRE = { x: WIDTH / 2, y: HEIGHT / 2 + 8 };
const RINGS = [0.25, 0.5, 0.75, 1];
const NAME_DISTANCE = RADIUS + 12;
const LINE = 10;
const INDICES = RUBRIC_DIMENSIONS.map((dimension) => featureIndex(`rubric-${dimension}`));

export function RubricRadar({ plan, rival }: { plan: NamedFigures; rival: NamedFigures | null }) {
  const titleId = useId();
  const mine = INDICES.map((index) => plan.values[index]);
  const theirs = rival && INDICES.map((index) => rival.values[index]);
  return (
    <figure className={styles.radar}>
      <figcaption>
        <h3>Mixing rules</h3>
        <ul className={styles.legend}>
          <li data-who="plan">{plan.name}</li>
          {rival && <li data-who="rival">{rival.name}</li>}
        </ul>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby={titleId}>
        <title id={titleId}>{inWords(plan.name, mine, rival?.name ?? null, theirs)}</title>
        {RINGS.map((ring) => (
          <polygon key={ring} className={styles.ring} points={points(INDICES.map(() => ring))} />
        ))}
        {RUBRIC_DIMENSIONS.map((dimension, axis) => {
          const end = at(axis, RADIUS);
          const beside = at(axis, NAME_DISTANCE);
          // two lines stand over the topmost point
          const name = axis === 0 ? { ...beside, y: beside.y - LINE } : beside;
          return (
            <g key={dimension}>
              <line className={styles.ring} x1={CENTRE.x} y1={CENTRE.y} x2={end.x} y2={end.y} />
              <text className={styles.name} x={name.x} y={name.y} textAnchor={anchor(name.x)}>
                {RUBRIC_TITLES[dimension]}
                <tspan className={styles.value} x={name.x} dy="1.15em">
                  {percent(mine[axis])}
                </tspan>
              </text>
            </g>
          );
        })}
        {theirs && <polygon className={styles.rival} points={points(theirs)} />}
        <polygon className={styles.plan} points={points(mine)} />
      </svg>
    </figure>
  );
}

function at(axis: number, distance: number) {
  const angle = (2 * Math.PI * axis) / RUBRIC_DIMENSIONS.length - Math.PI / 2;
  return { x: CENTRE.x + distance * Math.cos(angle), y: CENTRE.y + distance * Math.sin(angle) };
}

function points(shares: readonly number[]): string {
  return shares
    .map((share, axis) => at(axis, RADIUS * Math.min(Math.max(share, 0), 1)))
    .map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`)
    .join(' ');
}

function anchor(x: number): 'start' | 'middle' | 'end' {
  if (Math.abs(x - CENTRE.x) < 4) return 'middle';
  return x > CENTRE.x ? 'start' : 'end';
}

function inWords(
  name: string,
  mine: readonly number[],
  rival: string | null,
  theirs: readonly number[] | null,
): string {
  const list = RUBRIC_DIMENSIONS.map((dimension, axis) => {
    const other = theirs ? ` against ${percent(theirs[axis])}` : '';
    return `${RUBRIC_TITLES[dimension]} ${percent(mine[axis])}${other}`;
  });
  return `${name}${rival ? ` against ${rival.toLowerCase()}` : ''} by the mixing rules: ${list.join(', ')}.`;
}
