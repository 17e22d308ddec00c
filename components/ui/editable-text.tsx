'use client';

/** A name that is edited where it stands: Enter keeps, Escape leaves it as it was. */
import { type ReactNode, useState } from 'react';
import { IconButton } from './button';
import styles from './editable-text.module.css';

export function EditableText({
  value,
  label,
  children,
  onChange,
}: {
  value: string;
  /** What is edited: "title of Lithium". */
  label: string;
  /** How the name is shown while it is not edited. */
  children: ReactNode;
  onChange: (value: string) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === null) {
    return (
      <div className={styles.show}>
        {children}
        <IconButton
          icon="pencil"
          size={14}
          label={`Edit ${label}`}
          className={styles.edit}
          onClick={() => setDraft(value)}
        />
      </div>
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
