'use client';

/** Where a session begins or goes on: who rates, how many pairs, of which remixes. */
import { type FormEvent, useState } from 'react';
import { reportError } from '@/lib/base/errors';
import { calibrationExamples } from '@/lib/labels/protocol/calibration-examples';
import type { RequestToRate } from '@/lib/labels/protocol/pair-queue';
import type { Purpose } from '@/lib/labels/protocol/protocol';
import { writeProtocol } from '@/lib/labels/protocol/write-protocol';
import type { LabelSession } from '@/lib/labels/session';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { predictorOf } from '@/lib/studio/rating-requests';
import { Button, ButtonLink } from '../ui/button';
import { Notice } from '../ui/notice';
import { ExchangeButtons } from './exchange-buttons';
import { LabelClient } from './label-client';
import { SessionList } from './session-list';
import styles from './start-panel.module.css';
import { startSession } from './start-session';
import type { useLabelData } from './use-label-data';

/** Lengths to choose from; a pair takes about half a minute. */
const LENGTHS = [12, 24, 48, 96] as const;
const MINUTES_PER_PAIR = 0.6;

export function StartPanel({
  remixes,
  data,
  onOpen,
}: {
  remixes: readonly RemixRecord[];
  data: ReturnType<typeof useLabelData>;
  onOpen: (session: LabelSession) => void;
}) {
  const lastRater = data.sessions[0]?.protocol.rater ?? '';
  const [rater, setRater] = useState<string | null>(null);
  const [length, setLength] = useState<number>(LENGTHS[0]);
  const [purpose, setPurpose] = useState<Purpose>('training');
  const [isWorking, setWorking] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const name = rater ?? lastRater;
  const rateable = remixes.filter(({ plans }) => plans.length > 1);

  const start = async (event: FormEvent) => {
    event.preventDefault();
    setWorking(true);
    setFailure(null);
    const client = new LabelClient();
    try {
      const [newest] = rateable;
      const { requests, ranker } = await client.ratingRequests();
      const protocol = writeProtocol({
        requests,
        rater: name.trim(),
        purpose,
        length,
        seed: data.sessions.length + 1,
        calibration: newest
          ? calibrationExamples(
              newest.id,
              newest.plans.map(({ id }) => id),
              purpose === 'model-vs-baseline' ? contestedPlans(requests, newest.id) : [],
            )
          : [],
        ranker: ranker && { version: ranker.version, predict: predictorOf(ranker) },
      });
      onOpen(await startSession(protocol));
    } catch (thrown) {
      setFailure(reportError(thrown).message);
    } finally {
      client.dispose();
      setWorking(false);
    }
  };

  return (
    <>
      <h1>Label</h1>
      <p className={styles.lead}>
        Hear two plans for the same songs, equally loud, and say which is better. Your answers teach
        the studio your taste. They stay in this browser.
      </p>
      {rateable.length === 0 ? (
        <Notice
          tone="info"
          title="There is nothing to compare yet"
          announce={false}
          actions={
            <ButtonLink href="/remix" icon="spark">
              Make a remix
            </ButtonLink>
          }
        >
          Every remix comes with a dozen plans; those are what you compare.
        </Notice>
      ) : (
        <form className={styles.form} onSubmit={(event) => void start(event)}>
          <label className={styles.field}>
            Who rates?
            <input
              type="text"
              value={name}
              maxLength={40}
              autoComplete="nickname"
              placeholder="Your name"
              onChange={(event) => setRater(event.target.value)}
            />
          </label>
          <label className={styles.field}>
            How many pairs?
            <select value={length} onChange={(event) => setLength(Number(event.target.value))}>
              {LENGTHS.map((pairs) => (
                <option key={pairs} value={pairs}>
                  {pairs} pairs, about {Math.round(pairs * MINUTES_PER_PAIR)} min
                </option>
              ))}
            </select>
          </label>
          <label className={styles.field}>
            What for?
            <select value={purpose} onChange={(event) => setPurpose(event.target.value as Purpose)}>
              <option value="training">Teach the studio my taste</option>
              <option value="model-vs-baseline">Test the model against the simple rules</option>
            </select>
          </label>
          <Button
            type="submit"
            look="primary"
            large
            icon="play"
            disabled={name.trim() === '' || isWorking}
          >
            {isWorking ? 'Choosing pairs …' : 'Start a session'}
          </Button>
        </form>
      )}
      {failure && <Notice tone="failure">{failure}</Notice>}
      {data.failure && <Notice tone="failure">{data.failure.message}</Notice>}
      <SessionList data={data} onOpen={onOpen} />
      <ExchangeButtons
        hasLabels={data.labelCount > 0}
        rater={name.trim()}
        onImported={() => void data.reload()}
        onOpen={onOpen}
      />
    </>
  );
}

function contestedPlans(requests: readonly RequestToRate[], requestId: string): string[] {
  const contest = requests.find((request) => request.requestId === requestId)?.contest;
  return contest ? Object.values(contest).map(({ planId }) => planId) : [];
}
