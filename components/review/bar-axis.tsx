'use client';

/** The bars that all lanes under it share. */
import { useCallback } from 'react';
import { COLORS } from '../theme/colors';
import { useCanvas } from '../waveform/use-canvas';
import styles from './bar-axis.module.css';

const NUMBER_WIDTH = 34;

export function BarAxis({ bars }: { bars: number }) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) => {
      const barWidth = width / bars;
      let step = 4;
      while (step * barWidth < NUMBER_WIDTH) step *= 2;
      context.font = '500 11px "Inter Variable", system-ui, sans-serif';
      for (let bar = 0; bar < bars; bar += step) {
        const x = Math.round(bar * barWidth) + 0.5;
        context.fillStyle = COLORS.border;
        context.fillRect(x, height - 6, 1, 6);
        context.fillStyle = COLORS.textMuted;
        if (x + NUMBER_WIDTH / 2 < width) context.fillText(String(bar + 1), x + 4, height - 4);
      }
    },
    [bars],
  );
  return (
    <div className={styles.axis} aria-hidden="true">
      <canvas ref={useCanvas(draw)} className={styles.canvas} />
    </div>
  );
}
