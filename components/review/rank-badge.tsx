/** Where a plan stands among the candidates, as a bar from the worst to the best. */
import styles from './rank-badge.module.css';
import { ordinal, percent } from './taste-words';

export interface PlanRank {
  /** 1 = the best. */
  place: number;
  /** Score between the worst candidate's and the best's, 0 to 1. */
  share: number;
  /** Chance to be preferred over the plan that is the remix; null where it is that plan. */
  chance: number | null;
  /** 0 to 1. */
  risk: number;
}

export function RankBadge({ place, share, chance, risk }: PlanRank) {
  const words = chance === null ? '' : `, ${percent(chance)} against the remix`;
  return (
    <span
      className={styles.rank}
      title={`${ordinal(place)} by score${words}; risk ${percent(risk)}`}
    >
      <span className={styles.track} aria-hidden="true">
        <span style={{ width: `${Math.max(4, 100 * share)}%` }} />
      </span>
      {ordinal(place)}
      <span className={styles.muted}>
        {chance === null ? '' : `${percent(chance)} · `}risk {percent(risk)}
      </span>
    </span>
  );
}
