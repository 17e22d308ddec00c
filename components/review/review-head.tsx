/** What the page is about: which remix, and what was made of its sentence. */
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { storedRemixTitle } from '@/lib/studio/stored-remix-title';
import { KeysButton } from '../player/keys-button';
import { ButtonLink } from '../ui/button';
import { Chip } from '../ui/chip';
import styles from './review.module.css';
import { REVIEW_KEYS } from './use-play-key';

export function ReviewHead({ remix }: { remix: RemixRecord }) {
  const { intent } = remix;
  return (
    <div className={styles.top}>
      <div className={styles.head}>
        <h1>Review</h1>
        <div className={styles.links}>
          <KeysButton only={REVIEW_KEYS} />
          <ButtonLink href={`/remix?id=${remix.id}`}>To the remix</ButtonLink>
        </div>
      </div>
      <p className={styles.title}>
        {storedRemixTitle(remix)}
        {remix.prompt && ` · "${remix.prompt}"`}
      </p>
      {intent && intent.understood.length + intent.ignored.length > 0 && (
        <ul className={styles.chips} aria-label="What was made of the sentence">
          {intent.understood.map(({ field, words, meaning }) => (
            <li key={`${field} ${words}`} title={`from "${words}"`}>
              <Chip color="var(--color-success)">{meaning}</Chip>
            </li>
          ))}
          {intent.ignored.map((words) => (
            <li key={words}>
              <Chip muted>ignored: {words}</Chip>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
