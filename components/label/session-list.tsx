'use client';

/** Sessions so far: go on with one, or let somebody else answer the same pairs. */
import { useState } from 'react';
import { reportError } from '@/lib/base/errors';
import { sessionToFile } from '@/lib/labels/exchange/session-file';
import { type LabelSession, nextStep } from '@/lib/labels/session';
import { saveFile } from '../studio/save-file';
import { Button, ButtonLink, IconButton } from '../ui/button';
import { Notice } from '../ui/notice';
import styles from './session-list.module.css';
import { startSession } from './start-session';
import type { useLabelData } from './use-label-data';

export function SessionList({
  data: { sessions, answered },
  onOpen,
}: {
  data: ReturnType<typeof useLabelData>;
  onOpen: (session: LabelSession) => void;
}) {
  const [failure, setFailure] = useState<string | null>(null);
  if (sessions.length === 0) return null;
  const repeatFor = async (session: LabelSession, rater: string) => {
    try {
      onOpen(await startSession({ ...session.protocol, rater }));
    } catch (thrown) {
      setFailure(reportError(thrown).message);
    }
  };
  return (
    <section className={styles.sessions} aria-labelledby="sessions-title">
      <div className={styles.head}>
        <h2 id="sessions-title">Sessions</h2>
        <ButtonLink href="/label/quality" look="secondary">
          How good are the answers?
        </ButtonLink>
      </div>
      {failure && <Notice tone="failure">{failure}</Notice>}
      <ol className={styles.list}>
        {sessions.map((session) => {
          const done = answered.get(session.id) ?? [];
          const total = session.protocol.pairs.length;
          const isDone = nextStep(session, done).kind === 'done';
          return (
            <li key={session.id} className={styles.session}>
              <span className={styles.rater}>{session.protocol.rater}</span>
              <span>{new Date(session.startedAtMs).toLocaleString()}</span>
              <span className={styles.count}>
                {done.length} of {total} pairs
              </span>
              <progress
                className={styles.progress}
                aria-label={`Answered by ${session.protocol.rater}`}
                max={total}
                value={done.length}
              />
              <IconButton
                icon="download"
                label="Save this session as a file for a rater elsewhere"
                onClick={() =>
                  saveFile(
                    new Blob([sessionToFile(session.protocol)], { type: 'application/json' }),
                    'segue-session.json',
                  )
                }
              />
              {isDone ? (
                <OtherRater onStart={(rater) => void repeatFor(session, rater)} />
              ) : (
                <Button icon="play" onClick={() => onOpen(session)}>
                  Go on
                </Button>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function OtherRater({ onStart }: { onStart: (rater: string) => void }) {
  const [name, setName] = useState<string | null>(null);
  if (name === null) {
    return (
      <Button look="quiet" onClick={() => setName('')}>
        Same pairs, another rater
      </Button>
    );
  }
  return (
    <form
      className={styles.other}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') onStart(name.trim());
      }}
    >
      <input
        type="text"
        aria-label="Name of the other rater"
        placeholder="Name"
        maxLength={40}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" disabled={name.trim() === ''}>
        Start
      </Button>
    </form>
  );
}
