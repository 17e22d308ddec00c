'use client';

/** Answers as files: out to a spreadsheet or another browser, and in from one. */
import { useRef, useState } from 'react';
import { isSessionFile, sessionFromFile } from '@/lib/labels/exchange/session-file';
import type { LabelSession } from '@/lib/labels/session';
import type { LabelImport } from '@/lib/store/label-store';
import { askLibrary } from '../studio/library-client';
import { saveFile } from '../studio/save-file';
import { useStudio } from '../studio/studio-provider';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import styles from './exchange-buttons.module.css';
import { startSession } from './start-session';

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
  const fileRef = useRef<HTMLInputElement>(null);
  const exportAs = async (format: 'jsonl' | 'csv') => {
    try {
      const blob = await askLibrary((api) => api.exportLabels(format));
      saveFile(blob, `segue-labels.${format}`);
    } catch (thrown) {
      notices.fail(thrown);
    }
  };
  const importFile = async (file: File) => {
    try {
      const text = await file.text();
      if (isSessionFile(text)) onOpen(await startSession(sessionFromFile(text, rater || 'Rater')));
      else {
        setResult(await askLibrary((api) => api.importLabels(file)));
        onImported();
      }
    } catch (thrown) {
      notices.fail(thrown);
    }
  };
  return (
    <section className={styles.exchange} aria-label="Exchange answers">
      <div className={styles.buttons}>
        <Button icon="import" onClick={() => fileRef.current?.click()}>
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
    `${added} new`,
    replaced > 0 && `${replaced} newer than what was here`,
    known > 0 && `${known} known already`,
  ].filter(Boolean);
  return (
    <Notice tone={faults.length > 0 ? 'warning' : 'success'} title={`Answers: ${parts.join(', ')}`}>
      {unusable > 0 && (
        <p>
          {unusable} are of remixes that are not here and carry no features: they count for the
          agreement between raters, but no model learns from them.
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
