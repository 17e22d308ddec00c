'use client';

/** A song at a glance: its three bands over its whole length. */
import { useCallback } from 'react';
import type { BandOverview } from '@/lib/audio/waveform-overview';
import styles from './band-waveform.module.css';
import { drawBands } from './draw-overview';
import { useCanvas } from './use-canvas';

export function BandWaveform({ overview }: { overview: BandOverview }) {
  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) =>
      drawBands(context, overview, width, height),
    [overview],
  );
  return <canvas ref={useCanvas(draw)} className={styles.canvas} />;
}
