'use client';

/** Energy over time as a curve, warm at the top and cool at the bottom. */
import { useCallback } from 'react';
import { COLORS, energyColor } from '../theme/colors';
import { useCanvas } from '../waveform/use-canvas';
import styles from './lanes.module.css';
import type { TimelineModel } from './timeline-model';

export function EnergyLane({
  model: { energy, durationSeconds },
}: {
  model: Pick<TimelineModel, 'energy' | 'durationSeconds'>;
}) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) => {
      if (energy.length === 0) return;
      const x = (seconds: number) => (seconds / durationSeconds) * width;
      const y = (level: number) => height - 3 - Math.min(Math.max(level, 0), 1) * (height - 6);
      context.beginPath();
      for (const [seconds, level] of energy) context.lineTo(x(seconds), y(level));
      context.strokeStyle = COLORS.text;
      context.lineWidth = 1.5;
      context.lineJoin = 'round';
      context.stroke();
      context.lineTo(x(energy[energy.length - 1][0]), height);
      context.lineTo(x(energy[0][0]), height);
      context.closePath();
      const fill = context.createLinearGradient(0, height, 0, 0);
      for (let stop = 0; stop <= 3; stop++) fill.addColorStop(stop / 3, energyColor(stop / 3));
      context.fillStyle = fill;
      context.globalAlpha = 0.75;
      context.fill();
      context.globalAlpha = 1;
    },
    [energy, durationSeconds],
  );
  return <canvas ref={useCanvas(draw)} className={styles.canvas} />;
}
