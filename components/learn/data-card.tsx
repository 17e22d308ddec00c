/** What there is to learn from, at a glance. */
import { ANSWERS_BEFORE_RETRAINING, type LearnData } from '@/lib/studio/learn-taste';
import { ButtonLink } from '../ui/button';
import styles from './learn-page.module.css';

export function DataCard({ data }: { data: LearnData }) {
  const { labels, usable, ties, requests, leftOut, sinceLastRun } = data;
  const missing = [
    leftOut.withoutFeatures > 0 && `${leftOut.withoutFeatures} carry no features`,
    leftOut.otherFeatures > 0 && `${leftOut.otherFeatures} were made with other features`,
    leftOut.bothBad > 0 && `${leftOut.bothBad} call both bad`,
  ].filter(Boolean);
  return (
    <section className={styles.card} aria-labelledby="data-title">
      <h2 id="data-title">What is known</h2>
      <p className={styles.figure}>
        <strong>{usable}</strong> answers to learn from, of {requests} requests
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
      <p>
        {sinceLastRun >= ANSWERS_BEFORE_RETRAINING
          ? `${sinceLastRun} new answers since the last training: train again.`
          : `${sinceLastRun} new answers since the last training; it is worth training again from about ${ANSWERS_BEFORE_RETRAINING}, or whenever you like.`}
      </p>
      <div>
        <ButtonLink href="/label" icon="music">
          Rate more pairs
        </ButtonLink>
      </div>
    </section>
  );
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
            <span>{count}</span>
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
