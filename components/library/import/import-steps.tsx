'use client';

/** The steps of an import: choose a file, see what fits, apply, read what was done. */
import { type ChangeEvent, useRef } from 'react';
import { PROGRAM_NAMES } from '@/lib/analysis/corrections/describe-correction';
import type { LibraryImporter } from '../../studio/library-import';
import { useStudio } from '../../studio/studio-provider';
import { useObservable } from '../../studio/use-observable';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { ProgressBar } from '../../ui/progress-bar';
import { ImportMatches } from './import-matches';
import styles from './import-steps.module.css';

export function ImportSteps({
  importer,
  onClose,
}: {
  importer: LibraryImporter;
  onClose: () => void;
}) {
  const { library } = useStudio();
  const state = useObservable(importer.state);
  const songs = useObservable(library.songs);
  const titleOf = (id: string) => songs.find((song) => song.id === id)?.title ?? 'A song';
  switch (state.step) {
    case 'choosing':
      return (
        <div className={styles.step}>
          {state.failure && <Notice tone="failure">{state.failure.message}</Notice>}
          <p>
            Segue finds your songs in the library file and takes over their beat grids, keys and
            cues. In rekordbox: File, Export Collection in xml format. Traktor's is called
            collection.nml.
          </p>
          <ChooseFile onChoose={(file) => void importer.read(file)} />
        </div>
      );
    case 'reading':
    case 'applying':
      return (
        <div className={styles.step}>
          <ProgressBar
            label={state.step === 'reading' ? 'Reading the library' : 'Taking over'}
            progress={state.progress}
          />
          <div className={styles.actions}>
            <Button onClick={() => importer.cancel()}>Cancel</Button>
          </div>
        </div>
      );
    case 'found':
      return (
        <div className={styles.step}>
          {state.failure && <Notice tone="failure">{state.failure.message}</Notice>}
          {state.found.problems.map((problem) => (
            <Notice key={problem} tone="warning">
              {problem}
            </Notice>
          ))}
          <ImportMatches
            found={state.found}
            songs={songs}
            onApply={(tracks) => void importer.apply(state.found, tracks)}
            onRestart={() => importer.restart()}
          />
        </div>
      );
    case 'done':
      return (
        <div className={styles.step}>
          <Notice tone="success">
            {state.taken.length === 1 ? '1 song was' : `${state.taken.length} songs were`} taken
            over from {PROGRAM_NAMES[state.found.source]}. On a song's page the metronome tells
            whether its grid fits; there everything can be undone.
          </Notice>
          <ul className={styles.notes} aria-label="What was taken over">
            {state.taken.map(({ song, notes }) => (
              <li key={song.id}>
                <strong>{titleOf(song.id)}</strong>
                {notes.map((note) => (
                  <p key={note}>{note}</p>
                ))}
              </li>
            ))}
          </ul>
          <div className={styles.actions}>
            <Button look="primary" onClick={onClose}>
              Done
            </Button>
          </div>
        </div>
      );
  }
}

function ChooseFile({ onChoose }: { onChoose: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const onChange = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    // The same file may be chosen again after it was mended.
    target.value = '';
    if (file) onChoose(file);
  };
  return (
    <div className={styles.actions}>
      <Button look="primary" icon="folder" onClick={() => input.current?.click()}>
        Choose the library file
      </Button>
      <input
        ref={input}
        className={styles.input}
        type="file"
        accept=".xml,.nml"
        tabIndex={-1}
        aria-label="Library file of rekordbox or Traktor"
        onChange={onChange}
      />
    </div>
  );
}
