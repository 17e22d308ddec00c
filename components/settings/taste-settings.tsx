'use client';

/** Choosing by taste: switches, how it fares, and the log of what it chose. */
import { useEffect, useId, useState } from 'react';
import { DEFAULT_TASTE_SETTINGS, EXPERIMENTS, type Experiment } from '@/lib/taste/flags';
import { type BreakerState, breakerStateAt, NOTHING_FAILED } from '@/lib/taste/selection/breaker';
import { askLibrary } from '../studio/library-client';
import { saveFile } from '../studio/save-file';
import { useStudio } from '../studio/studio-provider';
import {
  savedTasteSettings,
  saveTasteSettings,
  tasteSettings as settingsOfVisit,
} from '../studio/taste-settings';
import { Button } from '../ui/button';
import styles from './settings.module.css';

const REST_MINUTES = [1, 5, 10, 30, 60] as const;

export function TasteSettings() {
  const { notices } = useStudio();
  const [settings, setSettings] = useState(DEFAULT_TASTE_SETTINGS);
  const [isByAddress, setIsByAddress] = useState(false);
  const [breaker, setBreaker] = useState<BreakerState | null>(null);
  const restId = useId();
  useEffect(() => {
    void Promise.all([savedTasteSettings(), settingsOfVisit()]).then(([saved, now]) => {
      setSettings(saved);
      setIsByAddress(JSON.stringify(now.flags) !== JSON.stringify(saved.flags));
    });
    askLibrary((api) => api.breaker()).then(
      (memory) => setBreaker(breakerStateAt(memory ?? NOTHING_FAILED, Date.now())),
      () => undefined,
    );
  }, []);
  const { flags, restMinutes } = settings;
  const change = (changed: typeof settings) => {
    setSettings(changed);
    saveTasteSettings(changed);
  };
  const exportLog = async () => {
    try {
      const { count, file } = await askLibrary((api) => api.exportRequests());
      if (count > 0) saveFile(file, 'segue-requests.jsonl');
      else notices.add({ tone: 'info', message: 'No remix has been asked for yet.' });
    } catch (thrown) {
      notices.fail(thrown);
    }
  };
  return (
    <>
      <ul className={styles.switches}>
        <Switch
          title="Choose by taste"
          meaning="The ranking model chooses which plan is rendered first. Off: the simple rules do."
          isOn={flags.tasteModel}
          onChange={(tasteModel) => change({ ...settings, flags: { ...flags, tasteModel } })}
        />
        {(Object.keys(EXPERIMENTS) as Experiment[]).map((name) => (
          <Switch
            key={name}
            {...EXPERIMENTS[name]}
            isOn={flags.experiments[name] ?? false}
            onChange={(isOn) =>
              change({
                ...settings,
                flags: { ...flags, experiments: { ...flags.experiments, [name]: isOn } },
              })
            }
          />
        ))}
      </ul>
      {isByAddress && (
        <p className={styles.reason}>
          The address of this visit says otherwise, and goes before what is set here.
        </p>
      )}
      <div className={styles.choice}>
        <label htmlFor={restId}>After five failures in a row, rest for</label>
        <select
          id={restId}
          value={restMinutes}
          onChange={({ target }) => change({ ...settings, restMinutes: Number(target.value) })}
        >
          {REST_MINUTES.map((minutes) => (
            <option key={minutes} value={minutes}>
              {minutes === 1 ? '1 minute' : `${minutes} minutes`}
            </option>
          ))}
        </select>
        <span className={styles.reason} role="status">
          {breakerText(breaker)}
        </span>
      </div>
      <div className={styles.choice}>
        <Button icon="download" onClick={() => void exportLog()}>
          Export the log of requests
        </Button>
        <span className={styles.reason}>
          What was asked for, which plans were made, how they were described and chosen, and what
          you did with them, one JSON line a remix. It stays in this browser; deleting a song
          deletes its requests.
        </span>
      </div>
    </>
  );
}

function Switch({
  title,
  meaning,
  isOn,
  onChange,
}: {
  title: string;
  meaning: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}) {
  const id = useId();
  return (
    <li className={styles.switch}>
      <input
        id={id}
        type="checkbox"
        checked={isOn}
        aria-describedby={`${id}-meaning`}
        onChange={({ target }) => onChange(target.checked)}
      />
      <label htmlFor={id}>{title}</label>
      <p id={`${id}-meaning`}>{meaning}</p>
    </li>
  );
}

function breakerText(breaker: BreakerState | null): string {
  if (breaker === null) return '';
  const { isOpen, failuresInARow, restLeftMs } = breaker;
  if (isOpen) {
    return `Resting after ${failuresInARow} failures; tried again in ${Math.ceil(restLeftMs / 60_000)} min. Until then the simple rules choose.`;
  }
  return failuresInARow === 0
    ? 'Choosing by taste works.'
    : `Failed ${failuresInARow === 1 ? 'once' : `${failuresInARow} times`} in a row; still tried.`;
}
