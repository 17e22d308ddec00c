'use client';

/** Bar numbers and beat ticks, as many as there is room for. */
import { useCallback } from 'react';
import { COLORS } from '../theme/colors';
import { useCanvas } from '../waveform/use-canvas';
import styles from './lanes.module.css';
import type { TimelineModel } from './timeline-model';

/** Pixels that a number needs, and a tick. */
const NUMBER_WIDTH = 44;
const TICK_WIDTH = 5;

export function BarRuler({
  model,
}: {
  model: Pick<TimelineModel, 'beatsSeconds' | 'barBeats' | 'durationSeconds'>;
}) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) => {
      const { beatsSeconds, barBeats, durationSeconds } = model;
      const x = (beat: number) => Math.round((beatsSeconds[beat] / durationSeconds) * width) + 0.5;
      const line = (at: number, length: number, color: string) => {
        context.strokeStyle = color;
        context.beginPath();
        context.moveTo(at, height);
        context.lineTo(at, height - length);
        context.stroke();
      };
      if (width / beatsSeconds.length >= TICK_WIDTH) {
        for (let beat = 0; beat < beatsSeconds.length; beat++) line(x(beat), 4, COLORS.hairline);
      }
      const barWidth = width / Math.max(1, barBeats.length);
      const step = numberStep(barWidth);
      context.font = '500 11px "Inter Variable", system-ui, sans-serif';
      context.fillStyle = COLORS.textMuted;
      barBeats.forEach((beat, bar) => {
        const isNumbered = bar % step === 0;
        if (isNumbered || barWidth >= TICK_WIDTH) {
          line(x(beat), isNumbered ? height : 7, isNumbered ? COLORS.hairline : COLORS.border);
        }
        if (isNumbered && x(beat) < width - 16) {
          context.fillText(String(bar + 1), x(beat) + 4, height - 8);
        }
      });
    },
    [model],
  );
  return <canvas ref={useCanvas(draw)} className={styles.canvas} />;
}

/** Bars between two numbers: phrases of 4 where there is room for them, else multiples. */
function numberStep(barWidth: number): number {
  let step = barWidth >= NUMBER_WIDTH ? 1 : 4;
  while (step * barWidth < NUMBER_WIDTH) step *= 2;
  return step;
}
