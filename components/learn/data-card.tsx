/** What there is to learn from, at a glance. */
import { useState } from 'react';
import { type Drift, isTimeToRetrain } from '@/lib/learn/retrain-advice';
import type { LearnData } from '@/lib/studio/learn-taste';
import { ButtonLink } from '../ui/button';
import { formatCount } from '../ui/format';
import { Notice } from '../ui/notice';
import styles from './learn-page.module.css';
import { RETRAIN_AFTER, savedRetrainAfter, saveRetrainAfter } from './retrain-after';

export function DataCard({ data }: { data: LearnData }) {
  const { labels, usable, ties, requests, leftOut, sinceLastRun, drift } = data;
  const missing = [
    leftOut.withoutFeatures > 0 && `${leftOut.withoutFeatures} carry no features`,
    leftOut.otherFeatures > 0 && `${leftOut.otherFeatures} were made with other features`,
    leftOut.bothBad > 0 && `${leftOut.bothBad} call both bad`,
  ].filter(Boolean);
  return (
    <section className={styles.card} aria-labelledby="data-title">
      <h2 id="data-title">What is known</h2>
      <p className={styles.figure}>
        <strong>{formatCount(usable)}</strong> answers to learn from, of {formatCount(requests)}{' '}
        requests
      </p>
      {ties > 0 && (
        <p>{ties} of them are ties: they teach no order, but check the stated chances.</p>
      )}
      {missing.length > 0 && (
        <p>
          {labels - usable} of all {labels} cannot be learnt from: {missing.join(', ')}.
        </p>
      )}
      <Shares title="By rater" counts={data.byRater} />
      <Shares title="By genre" counts={data.byGenre} />
      <RetrainAdvice sinceLastRun={sinceLastRun} drift={drift} />
      <div>
        <ButtonLink href="/label" icon="music">
          Rate more pairs
        </ButtonLink>
      </div>
    </section>
  );
}

function RetrainAdvice({ sinceLastRun, drift }: { sinceLastRun: number; drift: Drift | null }) {
  const [wanted, setWanted] = useState(savedRetrainAfter);
  const isTime = isTimeToRetrain(sinceLastRun, drift, wanted);
  return (
    <>
      {isTime && (
        <Notice tone="info" title="It is time to train again" announce={false}>
          {drift?.isDrifting
            ? `The model in use agrees with ${percent(drift.now.share)} of the ${drift.now.count} latest answers${drift.before === null ? ', less than a coin would' : `, of ${percent(drift.before)} when it was trained`}.`
            : `${formatCount(sinceLastRun)} answers are new since the last training.`}
        </Notice>
      )}
      <label className={styles.rater}>
        {isTime
          ? 'Offered'
          : `${formatCount(sinceLastRun)} new answers since the last training; offered`}{' '}
        after
        <select
          value={wanted}
          onChange={({ target }) => {
            setWanted(Number(target.value));
            saveRetrainAfter(Number(target.value));
          }}
        >
          {RETRAIN_AFTER.map((count) => (
            <option key={count} value={count}>
              {count} new answers
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function percent(share: number | null): string {
  return share === null ? 'none' : `${Math.round(100 * share)} %`;
}

function Shares({ title, counts }: { title: string; counts: Readonly<Record<string, number>> }) {
  const entries = Object.entries(counts).sort((one, two) => two[1] - one[1]);
  if (entries.length === 0) return null;
  const most = entries[0][1];
  return (
    <div>
      <h3>{title}</h3>
      <ul className={styles.shares}>
        {entries.map(([name, count]) => (
          <li key={name}>
            <span>{name}</span>
            <span>{formatCount(count)}</span>
            <span
              className={styles.shareBar}
              style={{ width: `${(count / most) * 100}%` }}
              aria-hidden="true"
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
