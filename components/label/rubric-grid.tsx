/** Seven lines of the rubric, each from 1 to 5 for both sides, with what 1, 3 and 5 mean. */
import { type LabelSide, SIDES } from '@/lib/labels/pairwise-label';
import {
  RUBRIC_ITEMS,
  RUBRIC_TEXTS,
  type RubricItem,
  type RubricScore,
} from '@/lib/labels/rubric-items';
import { cx } from '../ui/cx';
import type { AnswerDraft } from './answer-draft';
import styles from './rubric-grid.module.css';

const SCORES: readonly RubricScore[] = [1, 2, 3, 4, 5];

export function RubricGrid({
  draft,
  heardSide,
  onRate,
}: {
  draft: AnswerDraft;
  heardSide: LabelSide;
  onRate: (side: LabelSide, item: RubricItem, score: RubricScore) => void;
}) {
  return (
    <ul className={styles.grid} aria-label="Rubric">
      {RUBRIC_ITEMS.map((item) => {
        const { title, anchors } = RUBRIC_TEXTS[item];
        return (
          <li key={item} className={cx(styles.row, draft.item === item && styles.current)}>
            <div className={styles.text}>
              <h3>{title}</h3>
              <p>
                1 {anchors[1]} · 3 {anchors[3]} · 5 {anchors[5]}
              </p>
            </div>
            {SIDES.map((side) => (
              <fieldset key={side} className={styles.scores}>
                <legend className={cx(heardSide === side && styles.heard)}>
                  {side.toUpperCase()}
                </legend>
                {SCORES.map((score) => (
                  <button
                    key={score}
                    type="button"
                    className={cx(
                      styles.score,
                      draft.ratings[side].rubric[item] === score && styles.chosen,
                    )}
                    aria-pressed={draft.ratings[side].rubric[item] === score}
                    aria-label={`${title} of ${side.toUpperCase()}: ${score} of 5`}
                    onClick={() => onRate(side, item, score)}
                  >
                    {score}
                  </button>
                ))}
              </fieldset>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
