/** The ways from one section into the next as shapes over the lanes. */
import type { PlanSection } from '@/lib/plan/remix-plan';
import { COLORS } from '../theme/colors';
import type { LaneLayout } from './lane-layout';

type Context = CanvasRenderingContext2D;

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/**
 * A slope for a fade, on the bass alone for a swap; a wedge for a filter that opens; a hole for silence,
 * in the rhythm alone for a drop-out; a tail for an echo; a line for a cut.
 */
export function drawTransition(
  context: Context,
  { startBeat, transitionIn: { type, lengthBeats } }: PlanSection,
  x: (beat: number) => number,
  { rows, height }: LaneLayout,
): void {
  const at = x(startBeat);
  const before = x(startBeat - lengthBeats);
  const half = lengthBeats / 2;
  const lanes: Box = { left: before, right: at, top: rows.vocals.top, bottom: height };
  const inBass = { top: rows.bass.top, bottom: rows.bass.top + rows.bass.height };
  const centred = { left: x(startBeat - half), right: x(startBeat + half) };
  context.strokeStyle = COLORS.text;
  context.lineWidth = 1.5;
  switch (type) {
    case 'crossfade':
      drawSlopes(context, { ...lanes, ...centred });
      break;
    case 'bass-swap':
      drawSlopes(context, { ...lanes, ...centred, ...inBass });
      break;
    case 'filter-sweep':
      drawWedge(context, lanes, 'opens');
      break;
    case 'echo-tail':
      drawWedge(context, { ...lanes, left: at, right: x(startBeat + lengthBeats) }, 'closes');
      break;
    case 'silence-gap':
      drawHole(context, lanes);
      break;
    case 'drop-out':
      drawHole(context, { ...lanes, top: rows.drums.top, bottom: inBass.bottom });
      break;
    case 'cut':
      drawLine(context, at, lanes);
      break;
  }
}

function drawSlopes(context: Context, { left, right, top, bottom }: Box): void {
  context.beginPath();
  context.moveTo(left, top);
  context.lineTo(right, bottom);
  context.moveTo(left, bottom);
  context.lineTo(right, top);
  context.stroke();
}

function drawWedge(
  context: Context,
  { left, right, top, bottom }: Box,
  shape: 'opens' | 'closes',
): void {
  const [tip, base] = shape === 'opens' ? [left, right] : [right, left];
  context.beginPath();
  context.moveTo(tip, (top + bottom) / 2);
  context.lineTo(base, top);
  context.lineTo(base, bottom);
  context.closePath();
  context.globalAlpha = 0.35;
  context.fillStyle = COLORS.text;
  context.fill();
  context.globalAlpha = 1;
  context.stroke();
}

function drawHole(context: Context, { left, right, top, bottom }: Box): void {
  context.fillStyle = COLORS.well;
  context.fillRect(left, top, right - left, bottom - top);
  context.setLineDash([2, 2]);
  context.strokeRect(left, top + 1, right - left, bottom - top - 2);
  context.setLineDash([]);
}

function drawLine(context: Context, at: number, { top, bottom }: Box): void {
  context.beginPath();
  context.moveTo(at, top);
  context.lineTo(at, bottom);
  context.stroke();
}
