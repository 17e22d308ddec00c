/** What went wrong, for each side: eight words to tick. */
import { type LabelSide, SIDES } from '@/lib/labels/pairwise-label';
import { FAILURE_TAG_TITLES, FAILURE_TAGS, type FailureTag } from '@/lib/labels/rubric-items';
import { cx } from '../ui/cx';
import type { AnswerDraft } from './answer-draft';
import styles from './tag-rows.module.css';

export function TagRows({
  draft,
  onToggle,
}: {
  draft: AnswerDraft;
  onToggle: (side: LabelSide, tag: FailureTag) => void;
}) {
  return (
    <div className={styles.rows}>
      {SIDES.map((side) => (
        <fieldset key={side} className={styles.row}>
          <legend>What went wrong in {side.toUpperCase()}?</legend>
          {FAILURE_TAGS.map((tag) => (
            <button
              key={tag}
              type="button"
              className={cx(styles.tag, draft.ratings[side].tags.includes(tag) && styles.chosen)}
              aria-pressed={draft.ratings[side].tags.includes(tag)}
              onClick={() => onToggle(side, tag)}
            >
              {FAILURE_TAG_TITLES[tag]}
            </button>
          ))}
        </fieldset>
      ))}
    </div>
  );
}
