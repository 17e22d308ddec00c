'use client';

/** A name that is edited where it stands: Enter keeps, Escape leaves it as it was. */
import { useState } from 'react';
import styles from './editable-text.module.css';
import { Icon } from './icon';

export function EditableText({
  value,
  label,
  onChange,
}: {
  value: string;
  /** What is edited, for screen readers: "Title of Lithium". */
  label: string;
  onChange: (value: string) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === null) {
    return (
      <button
        type="button"
        className={styles.show}
        aria-label={`${value}. Edit ${label}`}
        onClick={() => setDraft(value)}
      >
        <span className={styles.text}>{value}</span>
        <Icon name="pencil" size={14} />
      </button>
    );
  }
  const keep = () => {
    const name = draft.trim();
    if (name && name !== value) onChange(name);
    setDraft(null);
  };
  return (
    <input
      className={styles.input}
      aria-label={label}
      value={draft}
      maxLength={200}
      // biome-ignore lint/a11y/noAutofocus: the user has just asked to type here
      autoFocus
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
        if (event.key === 'Escape') setDraft(null);
        event.stopPropagation();
      }}
    />
  );
}
