'use client';

/** Answers as files: out to a spreadsheet or another browser, and in from one. */
import { useEffect, useRef, useState } from 'react';
import type { Progress } from '@/lib/base/progress';
import { isSessionFile, sessionFromFile } from '@/lib/labels/exchange/session-file';
import type { LabelSession } from '@/lib/labels/session';
import type { LabelImport } from '@/lib/store/label-store';
import { askLibrary } from '../studio/library-client';
import { saveFile } from '../studio/save-file';
import { useStudio } from '../studio/studio-provider';
import { Button } from '../ui/button';
import { formatCount } from '../ui/format';
import { Notice } from '../ui/notice';
import { ProgressBar } from '../ui/progress-bar';
import styles from './exchange-buttons.module.css';
import { LabelClient } from './label-client';
import { startSession } from './start-session';

/** By so many first characters a session is told from answers, of which a file may hold very many. */
const TELLING_CHARACTERS = 1000;
/** More than these would only repeat themselves. */
const SHOWN_FAULTS = 8;

export function ExchangeButtons({
  hasLabels,
  rater,
  onImported,
  onOpen,
}: {
  hasLabels: boolean;
  /** Who would answer a session from a file; empty where nobody is named. */
  rater: string;
  onImported: () => void;
  onOpen: (session: LabelSession) => void;
}) {
  const { notices } = useStudio();
  const [result, setResult] = useState<LabelImport | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const importing = useRef<LabelClient | null>(null);
  useEffect(() => () => importing.current?.dispose(), []);
  const fileRef = useRef<HTMLInputElement>(null);
  const exportAs = async (format: 'jsonl' | 'csv') => {
    try {
      const blob = await askLibrary((api) => api.exportLabels(format));
      saveFile(blob, `segue-labels.${format}`);
    } catch (thrown) {
      notices.fail(thrown);
    }
  };
  const takeAnswers = async (file: File) => {
    const client = new LabelClient();
    importing.current = client;
    setResult(null);
    setProgress({ step: 'Opening the file', fraction: 0 });
    try {
      setResult(await client.importLabels(file, setProgress));
    } finally {
      client.dispose();
      setProgress(null);
      // also after a failure: what was stored until then stays
      onImported();
    }
  };
  const importFile = async (file: File) => {
    try {
      if (isSessionFile(await file.slice(0, TELLING_CHARACTERS).text())) {
        onOpen(await startSession(sessionFromFile(await file.text(), rater || 'Rater')));
      } else await takeAnswers(file);
    } catch (thrown) {
      notices.fail(thrown);
    }
  };
  return (
    <section className={styles.exchange} aria-label="Exchange answers">
      <div className={styles.buttons}>
        <Button icon="import" disabled={progress !== null} onClick={() => fileRef.current?.click()}>
          Import answers or a session
        </Button>
        <Button icon="download" disabled={!hasLabels} onClick={() => void exportAs('jsonl')}>
          Export as JSONL
        </Button>
        <Button icon="download" disabled={!hasLabels} onClick={() => void exportAs('csv')}>
          Export as CSV
        </Button>
        <input
          ref={fileRef}
          type="file"
          hidden
          accept=".jsonl,.csv,.json,.txt"
          aria-label="File of answers"
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file) void importFile(file);
            target.value = '';
          }}
        />
      </div>
      {progress && (
        <>
          <ProgressBar label="Taking in answers" progress={progress} />
          <Button look="quiet" icon="close" onClick={() => importing.current?.cancelImport()}>
            Cancel
          </Button>
        </>
      )}
      {result && <ImportResult result={result} />}
    </section>
  );
}

function ImportResult({
  result: { added, replaced, known, unusable, faults },
}: {
  result: LabelImport;
}) {
  const parts = [
    `${formatCount(added)} new`,
    replaced > 0 && `${formatCount(replaced)} newer than what was here`,
    known > 0 && `${formatCount(known)} known already`,
  ].filter(Boolean);
  return (
    <Notice tone={faults.length > 0 ? 'warning' : 'success'} title={`Answers: ${parts.join(', ')}`}>
      {unusable > 0 && (
        <p>
          {formatCount(unusable)} are of remixes that are not here and carry no features: they count
          for the agreement between raters, but no model learns from them.
        </p>
      )}
      {faults.length > 0 && (
        <ul>
          {faults.slice(0, SHOWN_FAULTS).map(({ line, sentence }) => (
            <li key={line}>
              Line {line}: {sentence}
            </li>
          ))}
          {faults.length > SHOWN_FAULTS && (
            <li>… and {faults.length - SHOWN_FAULTS} more lines.</li>
          )}
        </ul>
      )}
    </Notice>
  );
}
