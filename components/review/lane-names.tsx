/** What the rows of the large lanes are. */
import { STEM_TITLES } from '../timeline/stem-titles';
import { LANE_ROWS, LAYOUTS } from './lane-layout';
import styles from './lane-names.module.css';

const NAMES = { section: 'Parts', energy: 'Energy', ...STEM_TITLES } as const;

export function LaneNames() {
  const { rows, height } = LAYOUTS.large;
  return (
    <div className={styles.names} style={{ height }} aria-hidden="true">
      {LANE_ROWS.map((row) => (
        <span key={row} style={{ top: rows[row].top, height: rows[row].height }}>
          {row !== 'section' && row !== 'energy' && (
            <i style={{ background: `var(--color-${row})` }}>{NAMES[row][0]}</i>
          )}
          <b>{NAMES[row]}</b>
        </span>
      ))}
    </div>
  );
}
