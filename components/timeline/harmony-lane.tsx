'use client';

/** Which notes sound in every bar, over the notes of the key that each stretch is in. */
import { useCallback } from 'react';
import type { KeyOverTime } from '@/lib/analysis/song-analysis';
import { shortKeyName } from '@/lib/music/key';
import { scalePitchClasses } from '@/lib/music/scale';
import { COLORS } from '../theme/colors';
import { useCanvas } from '../waveform/use-canvas';
import styles from './harmony-lane.module.css';

export function HarmonyLane({
  harmony,
  durationSeconds,
}: {
  harmony: KeyOverTime;
  durationSeconds: number;
}) {
  const share = (seconds: number) => `${(100 * seconds) / durationSeconds}%`;
  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) =>
      drawHarmony(context, harmony, durationSeconds, width, height),
    [harmony, durationSeconds],
  );
  return (
    <div className={styles.lane}>
      <div className={styles.keys}>
        {harmony.spans.map((span) => (
          <span
            key={span.startSeconds}
            className={styles.key}
            title={`${shortKeyName(span)}, ${span.camelot}`}
            style={{
              left: share(span.startSeconds),
              width: share(span.endSeconds - span.startSeconds),
            }}
          >
            <b>{span.camelot}</b> <span className={styles.name}>{shortKeyName(span)}</span>
          </span>
        ))}
      </div>
      <canvas ref={useCanvas(draw)} className={styles.notes} />
    </div>
  );
}

/** C at the bottom, as on a keyboard stood on its left end. */
function drawHarmony(
  context: CanvasRenderingContext2D,
  { spans, barsSeconds, chromaByBar }: KeyOverTime,
  durationSeconds: number,
  width: number,
  height: number,
): void {
  const x = (seconds: number) => Math.round((seconds / durationSeconds) * width);
  const rowHeight = height / 12;
  const fillRow = (pitch: number, from: number, to: number) =>
    context.fillRect(from, height - (pitch + 1) * rowHeight, to - from, rowHeight - 1);
  context.fillStyle = COLORS.surfaceRaised;
  for (const span of spans) {
    for (const pitch of scalePitchClasses(span))
      fillRow(pitch, x(span.startSeconds), x(span.endSeconds));
  }
  context.fillStyle = COLORS.text;
  chromaByBar.forEach((chroma, bar) => {
    const strength = noteStrengths(chroma);
    for (let pitch = 0; pitch < 12; pitch++) {
      context.globalAlpha = strength[pitch];
      fillRow(pitch, x(barsSeconds[bar]), x(barsSeconds[bar + 1]));
    }
  });
  context.globalAlpha = 1;
}

/** Overtones put a little of everything into every bar: what counts is what stands out of it. */
function noteStrengths(chroma: readonly number[]): number[] {
  const floor = Math.min(...chroma);
  const top = Math.max(...chroma);
  if (top <= 0) return chroma.map(() => 0);
  return chroma.map(
    (value) => Math.sqrt(top) * ((value - floor) / Math.max(top - floor, 1e-6)) ** 2,
  );
}
