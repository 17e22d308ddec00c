'use client';

/** The lines between the parts, to be dragged over the waveform; they snap to bars. */
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import { sectionLines } from '@/lib/analysis/corrections/corrected-sections';
import type { Correction } from '@/lib/analysis/corrections/correction';
import { nearestIndex } from '@/lib/analysis/corrections/grid-draft';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import styles from './section-handles.module.css';

export function SectionHandles({
  analysis,
  durationSeconds,
  onSelect,
  onCorrect,
}: {
  analysis: SongAnalysis;
  durationSeconds: number;
  /** The part whose start was taken hold of. */
  onSelect: (index: number) => void;
  onCorrect: (correction: Correction) => void;
}) {
  const lines = useMemo(() => sectionLines(analysis), [analysis]);
  const { sections } = analysis;
  return (
    <div className={styles.handles}>
      {sections.slice(1).map(({ label, startSeconds, endSeconds }, i) => {
        const at = lines.seconds.indexOf(startSeconds);
        const first = lines.seconds.indexOf(sections[i].startSeconds) + 1;
        const end = lines.seconds.indexOf(endSeconds);
        return (
          <Handle
            // biome-ignore lint/suspicious/noArrayIndexKey: a line that is moved keeps the focus
            key={i}
            name={`Start of part ${i + 2}, ${label}`}
            lines={lines}
            at={at}
            range={{ first, last: (end < 0 ? lines.seconds.length - 1 : end) - 1 }}
            durationSeconds={durationSeconds}
            onSelect={() => onSelect(i + 1)}
            onMove={(line) =>
              onCorrect({
                kind: 'move-section-line',
                fromSeconds: startSeconds,
                toSeconds: lines.seconds[line],
              })
            }
          />
        );
      })}
    </div>
  );
}

function Handle({
  name,
  lines,
  at,
  range,
  durationSeconds,
  onSelect,
  onMove,
}: {
  name: string;
  lines: { seconds: readonly number[]; bars: readonly number[] };
  /** Which of the lines it lies on, and which it may lie on. */
  at: number;
  range: { first: number; last: number };
  durationSeconds: number;
  onSelect: () => void;
  onMove: (line: number) => void;
}) {
  const [dragged, setDragged] = useState<number | null>(null);
  const field = useRef<DOMRect | null>(null);
  const shown = dragged ?? at;
  const within = (line: number) => Math.min(Math.max(line, range.first), range.last);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    field.current = event.currentTarget.parentElement?.getBoundingClientRect() ?? null;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDragged(at);
    onSelect();
  };
  const onPointerMove = ({ clientX }: PointerEvent<HTMLDivElement>) => {
    if (dragged === null || !field.current) return;
    const { left, width } = field.current;
    const seconds = ((clientX - left) / width) * durationSeconds;
    setDragged(within(nearestIndex(lines.seconds, seconds)));
  };
  const onPointerUp = () => {
    setDragged(null);
    if (dragged !== null && dragged !== at) onMove(dragged);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (event.key === 'Escape') setDragged(null);
    if (step === undefined) return;
    // The arrows move the playhead everywhere else.
    event.preventDefault();
    event.stopPropagation();
    const line = within(at + step);
    if (line !== at) onMove(line);
  };
  const bar = lines.bars[shown] + 1;
  return (
    <div
      role="slider"
      tabIndex={0}
      className={styles.handle}
      data-dragged={dragged !== null || undefined}
      style={{ left: `${(lines.seconds[shown] / durationSeconds) * 100}%` }}
      aria-label={name}
      aria-valuemin={lines.bars[range.first] + 1}
      aria-valuemax={lines.bars[range.last] + 1}
      aria-valuenow={bar}
      aria-valuetext={`Bar ${bar}`}
      title={`${name}: drag, or move by bars with the arrow keys`}
      onFocus={onSelect}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDragged(null)}
      onKeyDown={onKeyDown}
    >
      {dragged !== null && <span className={styles.bar}>Bar {bar}</span>}
    </div>
  );
}
