'use client';

/** Every figure of a plan against those of all candidates, each as a strip from the least to the most. */
import { useMemo, useState } from 'react';
import type { PlanVerdict } from '@/lib/studio/judge-plans';
import { FEATURE_GROUPS, type FeatureGroup } from '@/lib/taste/features/feature';
import type { Contribution } from '@/lib/taste/selection/contributions';
import {
  FEATURE_ORDER_TITLES,
  type FeatureOrder,
  type FeatureRow,
  featureRows,
  GROUP_TITLES,
} from './feature-rows';
import styles from './feature-table.module.css';
import controls from './list-controls.module.css';
import type { NamedFigures } from './rubric-radar';

interface FeatureTableProps {
  plan: NamedFigures;
  rival: NamedFigures | null;
  field: readonly PlanVerdict[];
  contributions: readonly Contribution[];
}

export function FeatureTable(props: FeatureTableProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className={styles.fold} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>All figures against the other candidates</summary>
      {isOpen && <Table {...props} />}
    </details>
  );
}

function Table({ plan, rival, field, contributions }: FeatureTableProps) {
  const [order, setOrder] = useState<FeatureOrder>('tells');
  const [group, setGroup] = useState<FeatureGroup | null>(null);
  const [isAll, setIsAll] = useState(false);
  const rows = useMemo(
    () => featureRows({ plan, rival, field, contributions, order, group, isAll }),
    [plan, rival, field, contributions, order, group, isAll],
  );
  return (
    <div className={styles.body}>
      <div className={controls.controls}>
        <label>
          Order
          <select value={order} onChange={(event) => setOrder(event.target.value as FeatureOrder)}>
            {Object.entries(FEATURE_ORDER_TITLES).map(([one, title]) => (
              <option key={one} value={one}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <label>
          About
          <select
            value={group ?? ''}
            onChange={(event) => setGroup((event.target.value || null) as FeatureGroup | null)}
          >
            <option value="">Everything</option>
            {FEATURE_GROUPS.filter((one) => GROUP_TITLES[one] !== null).map((one) => (
              <option key={one} value={one}>
                {GROUP_TITLES[one]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input
            type="checkbox"
            checked={isAll}
            onChange={(event) => setIsAll(event.target.checked)}
          />
          Also what is the same in all
        </label>
      </div>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" className={styles.strips}>
              Among all candidates
            </th>
            <th scope="col">{plan.name}</th>
            {rival && <th scope="col">{rival.name}</th>}
            <th scope="col">Tells</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">
                {row.meaning}
                {row.better && <span className={styles.better}> ({row.better})</span>}
              </th>
              <td className={styles.strips}>
                <Strip {...row} />
              </td>
              <td>{row.value}</td>
              {rival && <td className={styles.muted}>{row.rivalValue}</td>}
              <td>{row.tells}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Strip({ from, to, at, rivalAt, others }: FeatureRow) {
  if (from === to) return <span className={styles.same}>{from} in all</span>;
  return (
    <span className={styles.strip}>
      <span className={styles.end}>{from}</span>
      <span className={styles.track} aria-hidden="true">
        {others.map((place, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: marks that are alike but for their place
          <i key={i} className={styles.other} style={{ left: `${100 * place}%` }} />
        ))}
        {rivalAt !== null && <i className={styles.rival} style={{ left: `${100 * rivalAt}%` }} />}
        <i className={styles.mine} style={{ left: `${100 * at}%` }} />
      </span>
      <span className={styles.end}>{to}</span>
    </span>
  );
}
