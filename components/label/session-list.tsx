'use client';

/** Sessions so far: go on with one, or let somebody else answer the same pairs. */
import { useState } from 'react';
import { reportError } from '@/lib/base/errors';
import { type LabelSession, nextStep, SESSION_VERSION } from '@/lib/labels/session';
import { askLibrary } from '../studio/library-client';
import { Button, ButtonLink } from '../ui/button';
import { Notice } from '../ui/notice';
import styles from './session-list.module.css';
import type { useLabelData } from './use-label-data';

export function SessionList({
  data: { sessions, labels },
  onOpen,
}: {
  data: ReturnType<typeof useLabelData>;
  onOpen: (session: LabelSession) => void;
}) {
  const [failure, setFailure] = useState<string | null>(null);
  if (sessions.length === 0) return null;
  const repeatFor = async (session: LabelSession, rater: string) => {
    try {
      onOpen(
        await askLibrary((api) =>
          api.saveLabelSession({
            schema: SESSION_VERSION,
            id: crypto.randomUUID(),
            startedAtMs: Date.now(),
            protocol: { ...session.protocol, rater },
            setup: null,
            calibrated: 0,
          }),
        ),
      );
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
          const answered = labels.filter(({ sessionId }) => sessionId === session.id);
          const total = session.protocol.pairs.length;
          const isDone = nextStep(session, answered).kind === 'done';
          return (
            <li key={session.id} className={styles.session}>
              <span className={styles.rater}>{session.protocol.rater}</span>
              <span>{new Date(session.startedAtMs).toLocaleString()}</span>
              <span className={styles.count}>
                {answered.length} of {total} pairs
              </span>
              <progress
                className={styles.progress}
                aria-label={`Answered by ${session.protocol.rater}`}
                max={total}
                value={answered.length}
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
