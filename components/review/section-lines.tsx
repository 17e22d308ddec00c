'use client';

/** The lines between sections, to be dragged over the lanes or moved with the arrows; they snap to 4 beats. */
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { PlanEdit } from '@/lib/plan/edit/plan-edit';
import { lengthBeats, type RemixPlan } from '@/lib/plan/remix-plan';
import styles from './section-lines.module.css';

const GRID_BEATS = 4;

export function SectionLines({
  plan,
  axisBeats,
  beatsPerBar,
  onTry,
  onMake,
}: {
  plan: RemixPlan;
  axisBeats: number;
  beatsPerBar: number;
  onTry: (edit: PlanEdit | null) => void;
  onMake: (edit: PlanEdit) => void;
}) {
  const lines = [...plan.sections.slice(1).map(({ startBeat }) => startBeat), lengthBeats(plan)];
  return (
    <div className={styles.lines}>
      {lines.map((beat, i) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: a line that is moved keeps the focus
          key={i}
          name={nameOf(plan, i + 1)}
          beat={beat}
          axisBeats={axisBeats}
          beatsPerBar={beatsPerBar}
          onTry={(toBeat) =>
            onTry(toBeat === null ? null : { kind: 'move-line', section: i + 1, toBeat })
          }
          onMake={(toBeat) => onMake({ kind: 'move-line', section: i + 1, toBeat })}
        />
      ))}
    </div>
  );
}

function nameOf({ sections }: RemixPlan, index: number): string {
  const section = sections[index];
  return section ? `Start of the ${section.label}, section ${index + 1}` : 'End of the remix';
}

function Line({
  name,
  beat,
  axisBeats,
  beatsPerBar,
  onTry,
  onMake,
}: {
  name: string;
  beat: number;
  axisBeats: number;
  beatsPerBar: number;
  onTry: (beat: number | null) => void;
  onMake: (beat: number) => void;
}) {
  const [isDragged, setIsDragged] = useState(false);
  const field = useRef<DOMRect | null>(null);
  const last = useRef(beat);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    field.current = event.currentTarget.parentElement?.getBoundingClientRect() ?? null;
    event.currentTarget.setPointerCapture(event.pointerId);
    last.current = beat;
    setIsDragged(true);
  };
  const onPointerMove = ({ clientX }: PointerEvent<HTMLDivElement>) => {
    if (!isDragged || !field.current) return;
    const { left, width } = field.current;
    const dragged = ((clientX - left) / width) * axisBeats;
    const snapped = Math.round(dragged / GRID_BEATS) * GRID_BEATS;
    if (snapped === last.current) return;
    last.current = snapped;
    onTry(snapped);
  };
  const end = (isKept: boolean) => {
    if (!isDragged) return;
    setIsDragged(false);
    if (isKept) onMake(last.current);
    else onTry(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (event.key === 'Escape') end(false);
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onMake(beat + step * GRID_BEATS);
  };
  const bar = Math.floor(beat / beatsPerBar) + 1;
  const words =
    beat % beatsPerBar === 0 ? `Bar ${bar}` : `Bar ${bar}, beat ${(beat % beatsPerBar) + 1}`;
  return (
    <div
      role="slider"
      tabIndex={0}
      className={styles.line}
      data-dragged={isDragged || undefined}
      style={{ left: `${(beat / axisBeats) * 100}%` }}
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={axisBeats}
      aria-valuenow={beat}
      aria-valuetext={words}
      title={`${name}: drag, or move by 4 beats with the arrow keys`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => end(true)}
      onPointerCancel={() => end(false)}
      onKeyDown={onKeyDown}
    >
      {isDragged && <span className={styles.words}>{words}</span>}
    </div>
  );
}
