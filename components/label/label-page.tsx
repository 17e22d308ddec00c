'use client';

/** The labelling page: a session from its start to its end, or the list of sessions. */
import { useEffect, useRef, useState } from 'react';
import { reportError } from '@/lib/base/errors';
import type { LabelSession } from '@/lib/labels/session';
import { Page } from '../shell/page';
import { useStudio } from '../studio/studio-provider';
import { useObservable } from '../studio/use-observable';
import { Notice } from '../ui/notice';
import { CalibrationPanel } from './calibration-panel';
import { DonePanel } from './done-panel';
import { LabelDesk } from './label-desk';
import { PairPanel } from './pair-panel';
import { holdSession } from './session-lock';
import { SetupPanel } from './setup-panel';
import { StartPanel } from './start-panel';
import { useCalm } from './use-calm';
import { useLabelData } from './use-label-data';

export function LabelPage() {
  const { remixes } = useStudio();
  const all = useObservable(remixes.list);
  const remixState = useObservable(remixes.state);
  const data = useLabelData();
  const [desk, setDesk] = useState<LabelDesk | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  useEffect(() => () => desk?.dispose(), [desk]);

  const close = () => {
    setFailure(null);
    setDesk(null);
    void data.reload();
  };
  const open = async (session: LabelSession) => {
    setFailure(null);
    const opened = new LabelDesk();
    try {
      opened.onClosed = await holdSession(session.id);
      // The page was left meanwhile: nobody else would let go of the session.
      if (!isHere.current) return opened.dispose();
      setDesk(opened);
      await opened.open(session);
    } catch (thrown) {
      opened.dispose();
      // Pressed twice, the second finds the session held by the first, which stays.
      setDesk((held) => (held === opened ? null : held));
      setFailure(reportError(thrown).message);
    }
  };
  if (desk) return <SessionView key={desk.id} desk={desk} onClose={close} />;
  if (data.state === 'loading' || remixState === 'loading') {
    return (
      <Page>
        <p role="status">Opening the sessions …</p>
      </Page>
    );
  }
  return (
    <Page>
      {failure && <Notice tone="warning">{failure}</Notice>}
      <StartPanel remixes={all} data={data} onOpen={(session) => void open(session)} />
    </Page>
  );
}

function SessionView({ desk, onClose }: { desk: LabelDesk; onClose: () => void }) {
  const { step, failure } = useObservable(desk.state);
  useCalm();
  return (
    <Page>
      {step === null && <p role="status">Opening the session …</p>}
      {step?.kind === 'setup' && (
        <SetupPanel
          failure={failure}
          onDone={(setup) => void desk.setUp(setup)}
          onPause={onClose}
        />
      )}
      {step?.kind === 'calibration' && (
        <CalibrationPanel
          key={step.example.level}
          desk={desk}
          level={step.example.level}
          onPause={onClose}
        />
      )}
      {step?.kind === 'pair' && <PairPanel key={step.pair.index} desk={desk} onPause={onClose} />}
      {step?.kind === 'done' && <DonePanel desk={desk} onClose={onClose} />}
    </Page>
  );
}
