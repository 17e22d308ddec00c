'use client';

/** Models and answers in and out: trainings of another browser, models made elsewhere, files for CatBoost. */
import { useRef } from 'react';
import { Button } from '../ui/button';
import type { LearnDesk } from './learn-desk';
import styles from './learn-page.module.css';

export function ExchangeCard({ desk, hasAnswers }: { desk: LearnDesk; hasAnswers: boolean }) {
  const fileRef = useRef<HTMLInputElement>(null);
  return (
    <section className={styles.card} aria-labelledby="exchange-title">
      <h2 id="exchange-title">In and out</h2>
      <p>
        Take in a training from another browser, or an ONNX ranker that was trained on an export of
        these answers (with the features.json of that export). It is checked, measured on the
        answers here, and put in use only when you say so.
      </p>
      <div className={styles.buttons}>
        <Button icon="import" onClick={() => fileRef.current?.click()}>
          Import a training or a model
        </Button>
        <Button
          icon="download"
          disabled={!hasAnswers}
          onClick={() => void desk.exportForCatboost()}
        >
          Export the answers for CatBoost
        </Button>
        <input
          ref={fileRef}
          type="file"
          hidden
          multiple
          accept=".json,.onnx"
          aria-label="File of a training or a model"
          onChange={({ target }) => {
            const files = [...(target.files ?? [])];
            if (files.length > 0) void desk.importRun(files);
            target.value = '';
          }}
        />
      </div>
    </section>
  );
}
