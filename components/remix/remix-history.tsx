'use client';

/** All remixes that were made, newest first. */
import Link from 'next/link';
import { lengthBeats } from '@/lib/plan/remix-plan';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { storedRemixTitle } from '@/lib/studio/stored-remix-title';
import { formatTime } from '../ui/format';
import { SectionStrip } from '../waveform/section-strip';
import { planStripSections } from '../waveform/strip-sections';
import styles from './remix-history.module.css';

export function RemixHistory({
  remixes,
  openId,
}: {
  remixes: readonly RemixRecord[];
  openId: string | null;
}) {
  if (remixes.length === 0) return null;
  return (
    <section className={styles.history} aria-labelledby="history-title">
      <h2 id="history-title">Your remixes</h2>
      <ul className={styles.list}>
        {remixes.map((remix) => (
          <li key={remix.id}>
            <Row remix={remix} isOpen={remix.id === openId} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Row({ remix, isOpen }: { remix: RemixRecord; isOpen: boolean }) {
  const plan = remix.plans.find(({ id }) => id === remix.chosenPlanId) ?? remix.plans[0];
  const render = remix.renders[plan.id];
  return (
    <Link
      className={styles.row}
      href={`/remix?id=${remix.id}`}
      scroll={false}
      aria-current={isOpen ? 'true' : undefined}
    >
      <span className={styles.title}>{storedRemixTitle(remix)}</span>
      <span className={styles.prompt}>{remix.prompt || 'No sentence'}</span>
      <span className={styles.strip}>
        <SectionStrip sections={planStripSections(plan)} length={lengthBeats(plan)} small />
      </span>
      <span className={styles.length}>{render ? formatTime(render.durationSeconds) : ''}</span>
      <time className={styles.date} dateTime={new Date(remix.madeAtMs).toISOString()}>
        {DATE.format(remix.madeAtMs)}
      </time>
    </Link>
  );
}

const DATE = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});
