'use client';

/** The sentence: what the remix should be, examples to start from, and what was understood. */
import { type FormEvent, useId } from 'react';
import type { ChipChange } from '@/lib/plan/intent/chips';
import type { PromptIntent } from '@/lib/plan/intent/prompt-intent';
import { Button } from '../ui/button';
import { Chip } from '../ui/chip';
import styles from './prompt-form.module.css';
import { WishChip } from './wish-chip';

const EXAMPLES: readonly string[] = [
  'Build slowly to a big drop',
  "A's vocals over B, straight in",
  'Chill, gentle transitions, two minutes',
  'Wild, faster, short teaser',
];

export function PromptForm({
  prompt,
  intent,
  areChipsChanged,
  action,
  isDisabled,
  onPrompt,
  onChip,
  onReach,
  onSubmit,
}: {
  prompt: string;
  /** As the user has changed its chips. */
  intent: PromptIntent;
  areChipsChanged: boolean;
  /** What the main button says. */
  action: string;
  isDisabled: boolean;
  onPrompt: (prompt: string) => void;
  /** null puts all chips back. */
  onChip: (change: ChipChange | null) => void;
  /** A hand is on the way to the sentence or the button. */
  onReach: () => void;
  onSubmit: () => void;
}) {
  const inputId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isDisabled) onSubmit();
  };
  return (
    <form className={styles.form} onSubmit={submit} onFocus={onReach} onPointerEnter={onReach}>
      <label className={styles.label} htmlFor={inputId}>
        What should the remix be?
      </label>
      <div className={styles.line}>
        <input
          id={inputId}
          className={styles.input}
          value={prompt}
          maxLength={500}
          placeholder="Leave it empty to be surprised, or say it in a sentence"
          autoComplete="off"
          onChange={(event) => onPrompt(event.target.value)}
        />
        <Button type="submit" look="primary" icon="spark" large disabled={isDisabled}>
          {action}
        </Button>
      </div>
      {prompt.trim() === '' ? (
        <div className={styles.chips}>
          <span className={styles.chipsLabel}>Try</span>
          {EXAMPLES.map((example) => (
            <Chip key={example} onClick={() => onPrompt(example)}>
              {example}
            </Chip>
          ))}
        </div>
      ) : (
        <Understood intent={intent} isChanged={areChipsChanged} onChip={onChip} />
      )}
    </form>
  );
}

function Understood({
  intent: { understood, ignored },
  isChanged,
  onChip,
}: {
  intent: PromptIntent;
  isChanged: boolean;
  onChip: (change: ChipChange | null) => void;
}) {
  return (
    <div className={styles.chips} aria-live="polite">
      <span className={styles.chipsLabel}>Understood</span>
      {understood.length === 0 && <Chip muted>nothing yet</Chip>}
      {understood.map((chip) => (
        <WishChip
          key={`${chip.field} ${chip.words}`}
          chip={chip}
          onChange={(to) => onChip({ field: chip.field, words: chip.words, to })}
        />
      ))}
      {isChanged && <Chip onClick={() => onChip(null)}>As the sentence says</Chip>}
      {ignored.length > 0 && (
        <>
          <span className={styles.chipsLabel}>Ignored</span>
          {ignored.map((words) => (
            <Chip key={words} muted>
              {words}
            </Chip>
          ))}
        </>
      )}
    </div>
  );
}
