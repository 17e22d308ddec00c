'use client';

/** Plans that were thought of and broke a rule: shown with what they broke. */
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { FAMILY_TITLES } from '../remix/family-titles';
import { Button } from '../ui/button';
import { SectionStrip } from '../waveform/section-strip';
import { planStripSections } from '../waveform/strip-sections';
import { barsOf } from './compare-plans';
import styles from './rejected-plans.module.css';
import { ViolationList } from './rules-panel';
import { beatsPerBarOf } from './use-plan-level';

export function RejectedPlans({
  remix,
  axisBars,
  onOpen,
}: {
  remix: RemixRecord;
  axisBars: number;
  onOpen: (planId: string) => void;
}) {
  const { rejected } = remix;
  if (rejected.length === 0) return null;
  return (
    <details className={styles.fold}>
      <summary>
        {rejected.length} more {rejected.length === 1 ? 'plan' : 'plans'} broke a rule
      </summary>
      <ul className={styles.list}>
        {rejected.map(({ plan, violations }, index) => (
          <li key={plan.id} className={styles.plan}>
            <div className={styles.head}>
              <p>
                <b>{FAMILY_TITLES[plan.family].title}</b>, {plan.vocalSong.toUpperCase()} sings
              </p>
              <Button
                aria-label={`Mend rejected plan ${index + 1}`}
                onClick={() => onOpen(plan.id)}
              >
                Mend
              </Button>
            </div>
            <div style={{ width: `${Math.min(1, barsOf(remix, plan) / axisBars) * 100}%` }}>
              <SectionStrip
                sections={planStripSections(plan)}
                length={barsOf(remix, plan) * beatsPerBarOf(remix.songs, plan)}
              />
            </div>
            <ViolationList violations={violations} />
          </li>
        ))}
      </ul>
    </details>
  );
}
