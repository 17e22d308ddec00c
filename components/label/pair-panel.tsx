'use client';

/** One pair fills the screen: hear both, say which is better, go on. */
import { useState } from 'react';
import { reportError } from '@/lib/base/errors';
import type { LabelSide } from '@/lib/labels/pairwise-label';
import { KeysButton } from '../player/keys-button';
import { useObservable } from '../studio/use-observable';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { ProgressBar } from '../ui/progress-bar';
import {
  type AnswerDraft,
  EMPTY_DRAFT,
  finished,
  nextItem,
  rated,
  surer,
  withWinner,
} from './answer-draft';
import { AnswerForm } from './answer-form';
import type { LabelDesk } from './label-desk';
import { ListenKeys } from './listen-keys';
import styles from './pair-panel.module.css';
import { LABEL_KEYS, useLabelKeys } from './use-label-keys';

export function PairPanel({ desk, onPause }: { desk: LabelDesk; onPause: () => void }) {
  const { session, answered, sound, progress, failure, barsSeconds } = useObservable(desk.state);
  const { side, positionSeconds, isPlaying } = useObservable(desk.player.state);
  const isExact = useObservable(desk.player.isExact);
  const [draft, setDraft] = useState<AnswerDraft>(EMPTY_DRAFT);
  const [isRubricOpen, setRubricOpen] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const waitingFor = sound === 'ready' ? toHear(desk.stillToHear()) : 'The pair is being prepared.';
  const total = session?.protocol.pairs.length ?? 0;

  const send = async () => {
    const answer = finished(draft);
    if (!answer || waitingFor !== null) return;
    try {
      await desk.answer(answer);
      setFault(null);
    } catch (thrown) {
      setFault(reportError(thrown).message);
    }
  };
  const undo = async () => {
    try {
      await desk.undo();
    } catch (thrown) {
      setFault(reportError(thrown).message);
    }
  };
  useLabelKeys({
    listenTo(which) {
      if (sound !== 'ready') return;
      desk.switchTo(which);
      void desk.player.play();
    },
    togglePlay: () => void (isPlaying ? desk.player.pause() : desk.player.play()),
    seekBars(bars) {
      void desk.player.seek(barFrom(barsSeconds, positionSeconds, bars));
    },
    enter() {
      if (draft.winner === null) setDraft(withWinner(draft, side));
      else void send();
    },
    noPreference: () => setDraft(withWinner(draft, 'tie')),
    bothBad: () => setDraft(withWinner(draft, 'both-bad')),
    surer: (steps) => setDraft(surer(draft, steps)),
    nextItem(steps) {
      setRubricOpen(true);
      setDraft(nextItem(draft, steps));
    },
    rate(score) {
      setRubricOpen(true);
      setDraft(rated(draft, side, draft.item, score));
    },
    undo: () => void undo(),
  });

  return (
    <div className={styles.pair}>
      <header className={styles.head}>
        <h1>
          Pair {Math.min(answered.length + 1, total)} of {total}
        </h1>
        <div className={styles.actions}>
          <Button
            look="quiet"
            icon="undo"
            disabled={answered.length === 0}
            onClick={() => void undo()}
          >
            Take back the last answer
          </Button>
          <KeysButton only={LABEL_KEYS} />
          <Button look="quiet" onClick={onPause}>
            Pause the session
          </Button>
        </div>
        <div
          className={styles.track}
          role="progressbar"
          aria-label="Session"
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={answered.length}
        >
          <span style={{ width: `${(answered.length / Math.max(1, total)) * 100}%` }} />
        </div>
      </header>
      {sound === 'preparing' && <ProgressBar label="Preparing the pair" progress={progress} />}
      {failure && (
        <Notice
          tone="failure"
          actions={
            <>
              <Button onClick={() => void desk.retry()}>Try again</Button>
              <Button onClick={() => void desk.putOffPair()}>Go on without this pair</Button>
            </>
          }
        >
          {failure.message}
        </Notice>
      )}
      {fault && <Notice tone="failure">{fault}</Notice>}
      {!isExact && (
        <Notice tone="warning">
          This browser could not load the exact player. The pair is played without it: switching is
          a little less precise.
        </Notice>
      )}
      <ListenKeys desk={desk} isPair />
      <AnswerForm
        draft={draft}
        onChange={setDraft}
        onSend={() => void send()}
        waitingFor={waitingFor}
        heardSide={side}
        isOpen={isRubricOpen}
        onOpen={setRubricOpen}
      />
    </div>
  );
}

/** What must still be heard, in words; null where nothing must. */
function toHear(left: Record<LabelSide, number>): string | null {
  const parts = (['a', 'b'] as const)
    .filter((side) => left[side] > 0)
    .map((side) => `${Math.ceil(left[side])} s of ${side.toUpperCase()}`);
  return parts.length > 0 ? `Listen to ${parts.join(' and ')} more.` : null;
}

/** The bar line after the next or before the last one. */
function barFrom(barsSeconds: readonly number[], seconds: number, bars: 1 | -1): number {
  const slack = 0.15;
  if (bars > 0) return barsSeconds.find((bar) => bar > seconds + slack) ?? 0;
  return barsSeconds.findLast((bar) => bar < seconds - slack * 2) ?? 0;
}
