'use client';

import { sectionLines } from '@/lib/analysis/corrections/corrected-sections';
/** The parts of the song: named, and their lines moved by bars; the lines can be dragged as well. */
import type { Correction } from '@/lib/analysis/corrections/correction';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { SECTION_LABELS, type SectionLabel } from '@/lib/music/section-labels';
import { Button } from '../../ui/button';
import styles from './controls.module.css';

export function PartControls({
  analysis,
  selected,
  onSelect,
  onCorrect,
  onAtPlayhead,
}: {
  analysis: SongAnalysis;
  /** Index of the part that is edited. */
  selected: number;
  onSelect: (index: number) => void;
  onCorrect: (correction: Correction) => void;
  onAtPlayhead: (make: (atSeconds: number) => Correction) => void;
}) {
  const { sections } = analysis;
  const index = Math.min(selected, sections.length - 1);
  const section = sections[index];
  if (!section) return <p className={styles.note}>No parts were found in this song.</p>;
  const { startSeconds, endSeconds, label } = section;
  const moveStart = (bars: 1 | -1) => {
    const lines = sectionLines(analysis).seconds;
    const toSeconds = lines[lines.indexOf(startSeconds) + bars];
    if (toSeconds === undefined) return;
    onCorrect({ kind: 'move-section-line', fromSeconds: startSeconds, toSeconds });
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is around all of them already */}
      <div className={styles.parts} role="group" aria-label="Part to edit">
        {sections.map((one, i) => (
          <button
            key={one.startSeconds}
            type="button"
            className={styles.part}
            aria-pressed={i === index}
            aria-label={`Part ${i + 1}, ${one.label}`}
            onClick={() => onSelect(i)}
          >
            {i + 1} {one.label}
          </button>
        ))}
      </div>
      <label className={styles.row}>
        <span className={styles.note}>Part {index + 1} is</span>
        <select
          aria-label="Name of the part"
          value={label}
          onChange={({ target }) =>
            onCorrect({
              kind: 'rename-section',
              startSeconds,
              endSeconds,
              label: target.value as SectionLabel,
            })
          }
        >
          {SECTION_LABELS.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <div className={styles.row}>
        <span className={styles.label}>Its start, or drag the line on the waveform</span>
        <Button
          className={styles.small}
          aria-label="Start one bar earlier"
          disabled={index === 0}
          onClick={() => moveStart(-1)}
        >
          ← bar
        </Button>
        <Button
          className={styles.small}
          aria-label="Start one bar later"
          disabled={index === 0}
          onClick={() => moveStart(1)}
        >
          bar →
        </Button>
        <Button
          className={styles.small}
          title="Makes one part of this and the one before it"
          disabled={index === 0}
          onClick={() => {
            onSelect(index - 1);
            onCorrect({ kind: 'merge-sections', lineSeconds: startSeconds });
          }}
        >
          Join with part before
        </Button>
        <Button
          className={styles.small}
          title="Splits the part at the playhead's bar"
          onClick={() => onAtPlayhead((atSeconds) => ({ kind: 'split-section', atSeconds }))}
        >
          Split here
        </Button>
      </div>
    </>
  );
}
