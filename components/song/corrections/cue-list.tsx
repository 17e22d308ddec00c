'use client';

/** The cues that a DJ library brought along: a click goes there. */
import type { Correction } from '@/lib/analysis/corrections/correction';
import { PROGRAM_NAMES } from '@/lib/analysis/corrections/describe-correction';
import { importedCues } from '@/lib/analysis/corrections/imported-cues';
import type { DjCue } from '@/lib/analysis/dj-library/dj-track';
import { Chip } from '../../ui/chip';
import { formatTime } from '../../ui/format';
import styles from './cue-list.module.css';

const KIND_NAMES: Record<DjCue['kind'], string> = {
  hot: 'Hot cue',
  memory: 'Memory cue',
  'fade-in': 'Fade-in',
  'fade-out': 'Fade-out',
  load: 'Load point',
  loop: 'Loop',
  grid: 'Grid marker',
};

/** A to H, as the pads are labelled. */
const FIRST_PAD = 'A'.charCodeAt(0);

export function CueList({
  corrections,
  onSeek,
}: {
  corrections: readonly Correction[];
  onSeek: (seconds: number) => void;
}) {
  const imported = importedCues(corrections);
  if (!imported || imported.cues.length === 0) return null;
  return (
    <div className={styles.cues}>
      <h3>Cues from {PROGRAM_NAMES[imported.source]}</h3>
      <ul className={styles.list} aria-label="Cues">
        {imported.cues.map((cue, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: cues may be alike in all they have
          <li key={i}>
            <Chip color={cue.color ?? undefined} onClick={() => onSeek(cue.startSeconds)}>
              {formatTime(cue.startSeconds)} {cueName(cue)}
            </Chip>
          </li>
        ))}
      </ul>
    </div>
  );
}

function cueName({ name, kind, index }: DjCue): string {
  if (name) return name;
  return index === null || kind !== 'hot'
    ? KIND_NAMES[kind]
    : `${KIND_NAMES[kind]} ${String.fromCharCode(FIRST_PAD + index)}`;
}
