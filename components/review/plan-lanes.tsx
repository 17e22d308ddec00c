'use client';

/**
 * A plan as lanes over bars. One canvas draws it; the pointer or the arrow keys walk through its blocks,
 * and what lies under them is told in words.
 */
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useCallback,
  useId,
  useMemo,
  useState,
} from 'react';
import type { SongSide } from '@/lib/music/stem-names';
import type { SongMap } from '@/lib/plan/material/song-map';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { useCanvas } from '../waveform/use-canvas';
import { drawPlan } from './draw-plan';
import {
  LANE_ROWS,
  LAYOUTS,
  type LanePlace,
  type LaneSize,
  placeAt,
  stepPlace,
} from './lane-layout';
import { placeWords } from './place-words';
import styles from './plan-lanes.module.css';

const NOTHING_BROKEN: ReadonlySet<number> = new Set();

export function PlanLanes({
  plan,
  name,
  size,
  axisBeats,
  beatsPerBar,
  maps,
  level,
  broken = NOTHING_BROKEN,
  selected = null,
  onPick,
  children,
}: {
  plan: RemixPlan;
  /** For screen readers: "Candidate 3". */
  name: string;
  size: LaneSize;
  /** Beats that the whole width stands for. */
  axisBeats: number;
  beatsPerBar: number;
  maps: Record<SongSide, SongMap> | null;
  level: readonly number[] | null;
  broken?: ReadonlySet<number>;
  /** The block that is being worked on. */
  selected?: LanePlace | null;
  onPick?: (place: LanePlace) => void;
  /** What lies over the lanes: a playhead, handles. */
  children?: ReactNode;
}) {
  const tipId = useId();
  const layout = LAYOUTS[size];
  const [pointed, setPointed] = useState<LanePlace | null>(null);
  const [walked, setWalked] = useState<LanePlace>({ row: 'section', section: 0 });
  const [hasFocus, setHasFocus] = useState(false);
  // An edit may have made the plan shorter than where the cursor was.
  const walkedTo = { ...walked, section: Math.min(walked.section, plan.sections.length - 1) };
  const shown = pointed ?? (hasFocus ? walkedTo : null);
  const { row, section } = shown ?? selected ?? { row: null, section: 0 };
  const cursor = useMemo(() => (row === null ? null : { row, section }), [row, section]);
  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number) =>
      drawPlan(context, width, { plan, layout, axisBeats, level, cursor, broken }),
    [plan, layout, axisBeats, level, cursor, broken],
  );
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const { left, top, width } = event.currentTarget.getBoundingClientRect();
    const beat = ((event.clientX - left) / width) * axisBeats;
    const place = placeAt(plan, layout, beat, event.clientY - top);
    setPointed((known) =>
      known?.row === place?.row && known?.section === place?.section ? known : place,
    );
    return place;
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const place = onPointerMove(event);
    if (!place) return;
    setWalked(place);
    onPick?.(place);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return;
    if (onPick && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      event.stopPropagation();
      onPick(walkedTo);
      return;
    }
    const next = stepPlace(plan, walkedTo, event.key);
    if (next.row === walkedTo.row && next.section === walkedTo.section) return;
    event.preventDefault();
    setPointed(null);
    setWalked(next);
  };
  const here = placeWords(plan, shown ?? walkedTo, maps, beatsPerBar);
  const said = placeWords(plan, walkedTo, maps, beatsPerBar);
  return (
    <div className={styles.lanes} style={{ height: layout.height }}>
      <div
        className={styles.picture}
        role="slider"
        tabIndex={0}
        aria-label={`${name}: walk through with the arrow keys`}
        aria-valuemin={1}
        aria-valuemax={plan.sections.length}
        aria-valuenow={walkedTo.section + 1}
        aria-valuetext={[said.title, ...said.lines].join(', ')}
        aria-describedby={shown ? tipId : undefined}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setPointed(null)}
        onPointerDown={onPointerDown}
        onFocus={() => setHasFocus(true)}
        onBlur={() => setHasFocus(false)}
        onKeyDown={onKeyDown}
      >
        <canvas ref={useCanvas(draw)} className={styles.canvas} />
      </div>
      {children}
      {shown && (
        <div
          id={tipId}
          role="tooltip"
          className={styles.tip}
          style={tipStyle(plan, shown, axisBeats, size)}
        >
          <b>{here.title}</b>
          {here.lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </div>
      )}
    </div>
  );
}

/** Under its block, and within the picture. */
function tipStyle(plan: RemixPlan, { row, section }: LanePlace, axisBeats: number, size: LaneSize) {
  const { startBeat, lengthBeats } = plan.sections[section];
  const { top, height } = LAYOUTS[size].rows[row];
  const share = startBeat / axisBeats;
  const isLast = LANE_ROWS.indexOf(row) > 3;
  const vertical = isLast ? { bottom: LAYOUTS[size].height - top + 4 } : { top: top + height + 4 };
  return share < 0.5
    ? { ...vertical, left: `${share * 100}%` }
    : { ...vertical, right: `${100 - ((startBeat + lengthBeats) / axisBeats) * 100}%` };
}
