'use client';

/** Which is better, and how sure; the rest is there for those who have more to say. */
import {
  CONFIDENCES,
  type Confidence,
  type LabelSide,
  type Winner,
} from '@/lib/labels/pairwise-label';
import { Button } from '../ui/button';
import { cx } from '../ui/cx';
import { type AnswerDraft, rated, toggledTag, withConfidence, withWinner } from './answer-draft';
import styles from './answer-form.module.css';
import { RubricGrid } from './rubric-grid';
import { TagRows } from './tag-rows';

const ANSWERS: readonly { winner: Winner; title: string; key: string }[] = [
  { winner: 'a', title: 'A is better', key: 'A ⏎' },
  { winner: 'tie', title: 'No preference', key: 'T' },
  { winner: 'b', title: 'B is better', key: 'B ⏎' },
  { winner: 'both-bad', title: 'Both are bad', key: 'N' },
];

const CONFIDENCE_TITLES: Record<Confidence, string> = {
  low: 'Not sure',
  medium: 'Fairly sure',
  high: 'Sure',
};

export function AnswerForm({
  draft,
  onChange,
  onSend,
  waitingFor,
  heardSide,
  isOpen,
  onOpen,
}: {
  draft: AnswerDraft;
  onChange: (draft: AnswerDraft) => void;
  onSend: () => void;
  /** What must still be heard, in words; null where the answer can be sent. */
  waitingFor: string | null;
  heardSide: LabelSide;
  /** Whether the rubric is unfolded. */
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
}) {
  return (
    <div className={styles.answer}>
      <fieldset className={styles.choices}>
        <legend>Which sounds better?</legend>
        {ANSWERS.map(({ winner, title, key }) => (
          <button
            key={winner}
            type="button"
            className={cx(styles.choice, draft.winner === winner && styles.chosen)}
            aria-pressed={draft.winner === winner}
            onClick={() => onChange(withWinner(draft, winner))}
          >
            {title}
            <span className={styles.key} aria-hidden="true">
              {key}
            </span>
          </button>
        ))}
      </fieldset>
      <fieldset className={styles.choices}>
        <legend>How sure are you?</legend>
        {CONFIDENCES.map((confidence) => (
          <button
            key={confidence}
            type="button"
            className={cx(styles.choice, draft.confidence === confidence && styles.chosen)}
            aria-pressed={draft.confidence === confidence}
            onClick={() => onChange(withConfidence(draft, confidence))}
          >
            {CONFIDENCE_TITLES[confidence]}
          </button>
        ))}
      </fieldset>
      <details
        className={styles.more}
        open={isOpen}
        onToggle={(event) => onOpen(event.currentTarget.open)}
      >
        <summary>Say more (optional)</summary>
        <div className={styles.moreBody}>
          <RubricGrid
            draft={draft}
            heardSide={heardSide}
            onRate={(side, item, score) => onChange(rated(draft, side, item, score))}
          />
          <TagRows draft={draft} onToggle={(side, tag) => onChange(toggledTag(draft, side, tag))} />
          <label className={styles.note}>
            Note
            <textarea
              rows={2}
              maxLength={500}
              value={draft.note}
              onChange={(event) => onChange({ ...draft, note: event.target.value })}
            />
          </label>
        </div>
      </details>
      <div className={styles.send}>
        <Button
          look="primary"
          large
          icon="arrow"
          disabled={draft.winner === null || waitingFor !== null}
          onClick={onSend}
        >
          Send and go on
        </Button>
        <p className={styles.hint} role="status">
          {waitingFor ?? (draft.winner === null ? 'Choose an answer.' : 'Enter sends it.')}
        </p>
      </div>
    </div>
  );
}
