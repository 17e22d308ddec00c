'use client';

/** Asks what each file of a set of stems is, where their names leave it open or the user wants to correct it. */
import { useEffect, useRef, useState } from 'react';
import {
  type DraftPart,
  faultOf,
  PART_ROLES,
  type PartRole,
  type StemDraft,
  summedStems,
} from '../../studio/stem-draft';
import { useStudio } from '../../studio/studio-provider';
import { useObservable } from '../../studio/use-observable';
import { STEM_TITLES } from '../../timeline/stem-titles';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import styles from './stem-mapping.module.css';

const ROLE_TITLES: Record<PartRole, string> = {
  ...STEM_TITLES,
  instrumental: 'Instrumental',
  mix: 'Full mix',
  out: 'Leave out',
};

export function StemMapping() {
  const { library } = useStudio();
  const [pending] = useObservable(library.jobs.drafts);
  return (
    <Dialog
      open={pending !== undefined}
      title={`Stems of ${pending?.draft.title ?? ''}`}
      onClose={() => pending && library.jobs.dropDraft(pending)}
    >
      {pending && (
        <Mapping
          key={pending.id}
          given={pending.draft}
          isChange={pending.replaces !== null}
          onDone={(draft) => library.jobs.addDraft(pending, draft)}
          onCancel={() => library.jobs.dropDraft(pending)}
        />
      )}
    </Dialog>
  );
}

function Mapping({
  given,
  isChange,
  onDone,
  onCancel,
}: {
  given: StemDraft;
  isChange: boolean;
  onDone: (draft: StemDraft) => void;
  onCancel: () => void;
}) {
  const [draft, setDraft] = useState(given);
  const fault = faultOf(draft);
  const formRef = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // After the window has opened, which would focus the button that closes it.
    queueMicrotask(() => {
      formRef.current?.querySelector<HTMLElement>('[type="submit"]')?.focus();
    });
  }, []);
  const setRole = (path: string, role: PartRole) =>
    setDraft({
      ...draft,
      parts: draft.parts.map((part) => (part.path === path ? { ...part, role } : part)),
    });
  return (
    <form
      ref={formRef}
      className={styles.mapping}
      onSubmit={(event) => {
        event.preventDefault();
        onDone(draft);
      }}
    >
      <p className={styles.hint}>
        A remix works with four stems. Files of the same stem are added up.
      </p>
      <ul className={styles.parts} aria-label="Files">
        {draft.parts.map((part) => (
          <li key={part.path}>
            <PartRow part={part} onRole={(role) => setRole(part.path, role)} />
          </li>
        ))}
      </ul>
      <p className={fault ? styles.fault : styles.sum} role="status">
        {fault ?? sumSentence(draft)}
      </p>
      <div className={styles.actions}>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" disabled={fault !== null}>
          {isChange ? 'Start again with these' : 'Add song'}
        </Button>
      </div>
    </form>
  );
}

function PartRow({ part, onRole }: { part: DraftPart; onRole: (role: PartRole) => void }) {
  return (
    <label className={styles.part} data-role={part.role}>
      <span className={styles.mark} aria-hidden="true" />
      <span className={styles.name} title={part.name}>
        {part.color && (
          <span
            className={styles.color}
            style={{ background: part.color }}
            title="Its colour in the stem file"
          />
        )}
        {part.name}
      </span>
      <select value={part.role} onChange={({ target }) => onRole(target.value as PartRole)}>
        {PART_ROLES.map((role) => (
          <option key={role} value={role}>
            {ROLE_TITLES[role]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** "Drums from 3 files, bass from 1 file; no vocals." */
function sumSentence(draft: StemDraft): string {
  const isPair = draft.parts.some(({ role }) => role === 'instrumental');
  if (isPair) return 'The instrumental is taken apart into drums, bass and other.';
  const stems = summedStems(draft);
  const there = stems.filter(({ files }) => files > 0);
  if (there.length === 0) return 'Only the mix: Segue takes it apart itself.';
  const missing = stems.filter(({ files }) => files === 0);
  const from = there
    .map(
      ({ stem, files }) => `${STEM_TITLES[stem]} from ${files} ${files === 1 ? 'file' : 'files'}`,
    )
    .join(', ');
  const silent = missing.map(({ stem }) => STEM_TITLES[stem].toLowerCase()).join(', ');
  return silent ? `${from}; silent: ${silent}.` : `${from}.`;
}
