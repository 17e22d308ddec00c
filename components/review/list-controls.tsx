'use client';

/** In which order the candidates are listed, and which of them. */
import type { SongSide } from '@/lib/music/stem-names';
import { FAMILIES, type Family } from '@/lib/plan/remix-plan';
import { FAMILY_TITLES } from '../remix/family-titles';
import styles from './list-controls.module.css';
import { isJudgedOrder, ORDER_TITLES, type PlanFilter, type PlanOrder } from './order-plans';

export function ListControls({
  order,
  filter,
  hasScores,
  onOrder,
  onFilter,
}: {
  order: PlanOrder;
  filter: PlanFilter;
  hasScores: boolean;
  onOrder: (order: PlanOrder) => void;
  onFilter: (filter: PlanFilter) => void;
}) {
  const orders = (Object.keys(ORDER_TITLES) as PlanOrder[]).filter(
    (one) => !isJudgedOrder(one) || hasScores,
  );
  return (
    <div className={styles.controls}>
      <label>
        Order
        <select value={order} onChange={(event) => onOrder(event.target.value as PlanOrder)}>
          {orders.map((one) => (
            <option key={one} value={one}>
              {ORDER_TITLES[one]}
            </option>
          ))}
        </select>
      </label>
      <label>
        Shape
        <select
          value={filter.family ?? ''}
          onChange={(event) =>
            onFilter({ ...filter, family: (event.target.value || null) as Family | null })
          }
        >
          <option value="">All</option>
          {FAMILIES.map((family) => (
            <option key={family} value={family}>
              {FAMILY_TITLES[family].title}
            </option>
          ))}
        </select>
      </label>
      <label>
        Voice
        <select
          value={filter.singer ?? ''}
          onChange={(event) =>
            onFilter({ ...filter, singer: (event.target.value || null) as SongSide | null })
          }
        >
          <option value="">A or B</option>
          <option value="a">A sings</option>
          <option value="b">B sings</option>
        </select>
      </label>
    </div>
  );
}
