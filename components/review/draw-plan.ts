/** A plan as a picture: sections, energy against its arc, a lane a stem, and the ways in as shapes. */
import { STEM_NAMES } from '@/lib/music/stem-names';
import type { PlanSection, RemixPlan } from '@/lib/plan/remix-plan';
import { COLORS, energyColor, SECTION_LETTERS, SONG_COLORS, STEM_COLORS } from '../theme/colors';
import { drawTransition } from './draw-transition';
import type { LaneLayout, LanePlace, RowSpan } from './lane-layout';

export interface PlanPicture {
  plan: RemixPlan;
  layout: LaneLayout;
  /** Beats that the whole width stands for. */
  axisBeats: number;
  /** Level that the material will have by beat, 0 to 1; null where the songs are not at hand. */
  level: readonly number[] | null;
  cursor: LanePlace | null;
  /** Sections that a broken rule is about. */
  broken: ReadonlySet<number>;
}

type Context = CanvasRenderingContext2D;

const FONT = '"Inter Variable", system-ui, sans-serif';
/** The line that says which song a stretch comes from. */
const SOURCE_LINE = 2;
const LETTER_WIDTH = 12;
/** Gains from here to there are drawn from faint to full. */
const FAINT_DB = -15;
const FULL_DB = 3;

export function drawPlan(context: Context, width: number, picture: PlanPicture): void {
  const { plan, axisBeats, cursor, layout } = picture;
  const x = (beat: number) => (beat / axisBeats) * width;
  for (const [index, section] of plan.sections.entries()) {
    const left = Math.round(x(section.startBeat)) + 1;
    const right = Math.round(x(section.startBeat + section.lengthBeats));
    const span = { left, width: Math.max(1, right - left) };
    drawSection(context, section, span, layout.rows.section, picture.broken.has(index));
    drawStems(context, section, span, layout);
  }
  drawEnergy(context, picture, x);
  for (const section of plan.sections.slice(1)) drawTransition(context, section, x, layout);
  if (cursor) drawCursor(context, plan.sections[cursor.section], x, layout.rows[cursor.row]);
}

interface Span {
  left: number;
  width: number;
}

function drawSection(
  context: Context,
  { label, energyStart, energyEnd }: PlanSection,
  { left, width }: Span,
  { top, height }: RowSpan,
  isBroken: boolean,
): void {
  const fill = context.createLinearGradient(left, 0, left + width, 0);
  fill.addColorStop(0, energyColor(energyStart));
  fill.addColorStop(1, energyColor(energyEnd));
  context.fillStyle = fill;
  context.fillRect(left, top, width, height);
  if (isBroken) {
    context.strokeStyle = COLORS.failure;
    context.lineWidth = 2;
    context.strokeRect(left + 1, top + 1, width - 2, height - 2);
  }
  const isLarge = height > 20;
  context.font = `560 ${isLarge ? 13 : 12}px ${FONT}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const mark = isBroken ? '! ' : '';
  // The handles of the large picture lie on the edges.
  const indent = isLarge ? 9 : 5;
  const text = [mark + label, mark + SECTION_LETTERS[label]].find(
    (one) => context.measureText(one).width < width - 2 * indent,
  );
  if (!text) return;
  context.fillStyle = COLORS.text;
  context.fillText(text, left + indent, top + height / 2 + 0.5);
}

function drawStems(context: Context, section: PlanSection, span: Span, layout: LaneLayout): void {
  for (const stem of STEM_NAMES) {
    const { top, height } = layout.rows[stem];
    const play = section.stems[stem];
    if (play === null) continue;
    const loudness = (play.gainDb - FAINT_DB) / (FULL_DB - FAINT_DB);
    context.globalAlpha = 0.3 + 0.6 * Math.min(Math.max(loudness, 0), 1);
    context.fillStyle = STEM_COLORS[stem];
    context.fillRect(span.left, top, span.width, height);
    context.globalAlpha = 1;
    context.fillStyle = SONG_COLORS[play.song];
    context.fillRect(span.left, top, span.width, SOURCE_LINE);
    if (span.width < LETTER_WIDTH * 1.5) continue;
    context.fillRect(span.left, top, LETTER_WIDTH, Math.min(height, LETTER_WIDTH + 1));
    context.fillStyle = COLORS.background;
    context.font = `700 10px ${FONT}`;
    context.textAlign = 'center';
    context.textBaseline = 'alphabetic';
    context.fillText(play.song.toUpperCase(), span.left + LETTER_WIDTH / 2, top + 10);
  }
}

/** What the material gives as a filled curve, what the plan wants as a line over it. */
function drawEnergy(
  context: Context,
  { plan, level, layout }: PlanPicture,
  x: (beat: number) => number,
): void {
  const { top, height } = layout.rows.energy;
  const y = (energy: number) => top + height - 1 - Math.min(Math.max(energy, 0), 1) * (height - 3);
  if (level) {
    const fill = context.createLinearGradient(0, top + height, 0, top);
    for (let stop = 0; stop <= 3; stop++) fill.addColorStop(stop / 3, energyColor(stop / 3));
    context.beginPath();
    context.moveTo(0, top + height);
    level.forEach((energy, beat) => {
      context.lineTo(x(beat), y(energy));
      context.lineTo(x(beat + 1), y(energy));
    });
    context.lineTo(x(level.length), top + height);
    context.fillStyle = fill;
    context.globalAlpha = 0.8;
    context.fill();
    context.globalAlpha = 1;
  }
  context.beginPath();
  for (const { startBeat, lengthBeats, energyStart, energyEnd } of plan.sections) {
    context.moveTo(x(startBeat), y(energyStart));
    context.lineTo(x(startBeat + lengthBeats), y(energyEnd));
  }
  context.strokeStyle = COLORS.text;
  context.lineWidth = 2;
  context.stroke();
}

function drawCursor(
  context: Context,
  { startBeat, lengthBeats }: PlanSection,
  x: (beat: number) => number,
  { top, height }: RowSpan,
): void {
  context.strokeStyle = COLORS.focus;
  context.lineWidth = 2;
  context.strokeRect(
    x(startBeat) + 1,
    top + 1,
    Math.max(2, x(startBeat + lengthBeats) - x(startBeat) - 1),
    height - 2,
  );
}
