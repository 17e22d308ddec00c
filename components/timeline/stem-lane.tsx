'use client';

/** One stem over time, with the song that each stretch of it comes from. */
import { useCallback } from 'react';
import { COLORS, SONG_COLORS, STEM_COLORS } from '../theme/colors';
import { drawPeaks, highest } from '../waveform/draw-overview';
import { useCanvas } from '../waveform/use-canvas';
import styles from './lanes.module.css';
import type { LaneBlock, TimelineLane } from './timeline-model';

/** Height of the line that says which song a stretch comes from. */
const SOURCE_LINE = 2;
const LETTER_SIZE = 13;

export function StemLane({
  lane: { stem, columns, blocks },
  durationSeconds,
}: {
  lane: TimelineLane;
  durationSeconds: number;
}) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) => {
      const stretches = merged(blocks);
      const pixelsPerSecond = width / durationSeconds;
      for (const block of stretches) drawBlock(context, block, pixelsPerSecond, height);
      const scale = 0.92 / Math.max(32, highest(columns));
      drawPeaks(context, columns, { width, height, color: STEM_COLORS[stem], scale });
      for (const block of stretches) drawLetter(context, block, pixelsPerSecond);
    },
    [stem, columns, blocks, durationSeconds],
  );
  return <canvas ref={useCanvas(draw)} className={styles.canvas} />;
}

function drawBlock(
  context: CanvasRenderingContext2D,
  { start, end, song }: LaneBlock,
  pixelsPerSecond: number,
  height: number,
): void {
  const x = start * pixelsPerSecond + 1;
  const width = (end - start) * pixelsPerSecond - 2;
  context.fillStyle = COLORS.surfaceRaised;
  context.fillRect(x, 0, width, height);
  context.fillStyle = SONG_COLORS[song];
  context.fillRect(x, 0, width, SOURCE_LINE);
}

/** The song's letter on its colour, where there is room. */
function drawLetter(
  context: CanvasRenderingContext2D,
  { start, end, song }: LaneBlock,
  pixelsPerSecond: number,
): void {
  const x = start * pixelsPerSecond + 1;
  if ((end - start) * pixelsPerSecond < LETTER_SIZE * 1.5) return;
  context.fillStyle = SONG_COLORS[song];
  context.fillRect(x, 0, LETTER_SIZE, LETTER_SIZE);
  context.fillStyle = COLORS.background;
  context.font = '700 10px "Inter Variable", system-ui, sans-serif';
  context.textAlign = 'center';
  context.fillText(song.toUpperCase(), x + LETTER_SIZE / 2, LETTER_SIZE - 3);
}

/** Blocks of one song that follow each other without a gap are one. */
function merged(blocks: readonly LaneBlock[]): LaneBlock[] {
  const result: LaneBlock[] = [];
  for (const block of blocks) {
    const last = result.at(-1);
    if (last && last.song === block.song && Math.abs(last.end - block.start) < 1e-3) {
      last.end = block.end;
    } else {
      result.push({ ...block });
    }
  }
  return result;
}
