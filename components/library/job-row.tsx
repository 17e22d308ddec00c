'use client';

/** A song on its way in: what is being done to it, how far, and a way out. */
import type { SongJob } from '../studio/song-jobs';
import { useStudio } from '../studio/studio-provider';
import { IconButton } from '../ui/button';
import { cx } from '../ui/cx';
import { formatTime } from '../ui/format';
import { ProgressBar } from '../ui/progress-bar';
import { BandWaveform } from '../waveform/band-waveform';
import styles from './song-row.module.css';

export function JobRow({ job }: { job: SongJob }) {
  const { library } = useStudio();
  const { id, title, source, heard, state, progress, failure } = job;
  const subtitle = heard
    ? `${heard.artist ?? 'Unknown artist'} · ${formatTime(heard.durationSeconds)}`
    : STATES[state];
  return (
    <li className={styles.row}>
      <div className={styles.name}>
        <span className={styles.title}>{title}</span>
        <span className={styles.artist}>{subtitle}</span>
      </div>
      <div className={cx(styles.wave, !heard && styles.waiting)}>
        {heard && <BandWaveform overview={heard.overview} />}
      </div>
      {state === 'failed' && <p className={styles.failure}>{failure?.message}</p>}
      {state === 'working' && (
        <div className={styles.progress}>
          <ProgressBar
            label={taskName(source.kind, title)}
            progress={progress}
            remainingSeconds={job.remainingSeconds}
          />
        </div>
      )}
      <div className={styles.actions}>
        {state === 'failed' && (
          <IconButton
            icon="retry"
            label={`Try ${title} again`}
            onClick={() => library.jobs.retry(id)}
          />
        )}
        {source.kind === 'files' && source.draft && (
          <IconButton
            icon="pencil"
            label={`Say which stem is which of ${title}`}
            onClick={() => library.jobs.askAgain(job)}
          />
        )}
        <IconButton
          icon="close"
          label={state === 'failed' ? `Remove ${title}` : `Cancel ${title}`}
          onClick={() => library.jobs.remove(id)}
        />
      </div>
    </li>
  );
}

const STATES: Record<SongJob['state'], string> = {
  waiting: 'Waiting for its turn',
  working: 'Working',
  failed: 'Not added',
};

function taskName(kind: SongJob['source']['kind'], title: string): string {
  if (kind === 'refresh') return `Analysing ${title} again`;
  return kind === 'separate' ? `Taking ${title} apart again` : `Adding ${title}`;
}
