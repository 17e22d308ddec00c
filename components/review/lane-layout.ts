/** Where a plan's lanes lie in its picture, and what lies under a point of it. */
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { lengthBeats, type RemixPlan } from '@/lib/plan/remix-plan';

/** Sections with the ways into them, energy, then a lane a stem. */
export type LaneRow = 'section' | 'energy' | StemName;
export const LANE_ROWS: readonly LaneRow[] = ['section', 'energy', ...STEM_NAMES];

/** A block of the picture: what a row shows of a section. */
export interface LanePlace {
  row: LaneRow;
  section: number;
}

export interface RowSpan {
  top: number;
  height: number;
}

export interface LaneLayout {
  rows: Record<LaneRow, RowSpan>;
  height: number;
}

const HEIGHTS = {
  small: { section: 18, energy: 24, stem: 13 },
  large: { section: 26, energy: 56, stem: 34 },
} as const;
const GAP = 2;

export type LaneSize = keyof typeof HEIGHTS;

export const LAYOUTS: Readonly<Record<LaneSize, LaneLayout>> = {
  small: layOut('small'),
  large: layOut('large'),
};

function layOut(size: LaneSize): LaneLayout {
  const heights = HEIGHTS[size];
  const rows = {} as LaneLayout['rows'];
  let top = 0;
  for (const row of LANE_ROWS) {
    const height = row === 'section' || row === 'energy' ? heights[row] : heights.stem;
    rows[row] = { top, height };
    top += height + GAP;
  }
  return { rows, height: top - GAP };
}

/** What lies at a beat and a height; null beside the plan. */
export function placeAt(
  plan: RemixPlan,
  { rows }: LaneLayout,
  beat: number,
  y: number,
): LanePlace | null {
  if (beat < 0 || beat >= lengthBeats(plan)) return null;
  const row = LANE_ROWS.find((one) => y < rows[one].top + rows[one].height + GAP);
  const section = plan.sections.findLastIndex(({ startBeat }) => startBeat <= beat);
  return row === undefined || y < 0 || section < 0 ? null : { row, section };
}

/** The place that an arrow key leads to; the same at the edge. */
export function stepPlace(plan: RemixPlan, { row, section }: LanePlace, key: string): LanePlace {
  const at = LANE_ROWS.indexOf(row);
  const within = (value: number, count: number) => Math.min(Math.max(value, 0), count - 1);
  switch (key) {
    case 'ArrowLeft':
      return { row, section: within(section - 1, plan.sections.length) };
    case 'ArrowRight':
      return { row, section: within(section + 1, plan.sections.length) };
    case 'ArrowUp':
      return { row: LANE_ROWS[within(at - 1, LANE_ROWS.length)], section };
    case 'ArrowDown':
      return { row: LANE_ROWS[within(at + 1, LANE_ROWS.length)], section };
    case 'Home':
      return { row, section: 0 };
    case 'End':
      return { row, section: plan.sections.length - 1 };
    default:
      return { row, section };
  }
}
