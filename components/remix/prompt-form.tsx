'use client';

/** The sentence: what the remix should be, examples to start from, and what was understood. */
import { type FormEvent, useId } from 'react';
import type { PromptIntent } from '@/lib/plan/intent/prompt-intent';
import { Button } from '../ui/button';
import { Chip } from '../ui/chip';
import styles from './prompt-form.module.css';

const EXAMPLES: readonly string[] = [
  'Build slowly to a big drop',
  "A's vocals over B, straight in",
  'Chill, gentle transitions, two minutes',
  'Wild, faster, short teaser',
];

export function PromptForm({
  prompt,
  intent,
  action,
  isDisabled,
  onPrompt,
  onSubmit,
}: {
  prompt: string;
  intent: PromptIntent;
  /** What the main button says. */
  action: string;
  isDisabled: boolean;
  onPrompt: (prompt: string) => void;
  onSubmit: () => void;
}) {
  const inputId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isDisabled) onSubmit();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
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
        <Understood intent={intent} />
      )}
    </form>
  );
}

function Understood({ intent: { understood, ignored } }: { intent: PromptIntent }) {
  return (
    <div className={styles.chips} aria-live="polite">
      <span className={styles.chipsLabel}>Understood</span>
      {understood.length === 0 && <Chip muted>nothing yet</Chip>}
      {understood.map(({ field, words, meaning }) => (
        <span key={`${field} ${words} ${meaning}`} title={`from "${words}"`}>
          <Chip color="var(--color-success)">{meaning}</Chip>
        </span>
      ))}
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
