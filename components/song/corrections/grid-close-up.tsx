'use client';

/** A few seconds around the playhead, so near that one sees whether the beats lie on the attacks. */
import { type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import type { StemPlayer } from '../../player/stem-player';
import { usePlayhead } from '../../player/use-playhead';
import { useStudio } from '../../studio/studio-provider';
import { COLORS } from '../../theme/colors';
import { useCanvas } from '../../waveform/use-canvas';
import { type FinePeaks, finePeaks } from './fine-peaks';
import styles from './grid-close-up.module.css';

/** Seconds from the left edge to the right. */
const SHOWN_SECONDS = 5;

type Grid = Pick<SongAnalysis, 'beatsSeconds' | 'downbeatsSeconds'>;

export function GridCloseUp({ player, analysis }: { player: StemPlayer; analysis: Grid }) {
  const { notices } = useStudio();
  const [fine, setFine] = useState<FinePeaks | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    player
      .mixBuffer()
      .then((buffer) => buffer && finePeaks(buffer, controller.signal))
      .then((peaks) => peaks && setFine(peaks))
      .catch((thrown) => notices.fail(thrown));
    return () => controller.abort();
  }, [player, notices]);

  const { beatsSeconds, downbeatsSeconds } = analysis;
  const draw = useCallback(
    (context: CanvasRenderingContext2D, width: number, height: number) => {
      const from = player.positionSeconds() - SHOWN_SECONDS / 2;
      context.clearRect(0, 0, width, height);
      if (fine) drawPeaks(context, fine, from, width, height);
      drawGrid(context, { beatsSeconds, downbeatsSeconds }, from, width, height);
      context.fillStyle = COLORS.focus;
      context.fillRect(width / 2 - 1, 0, 2, height);
    },
    [player, fine, beatsSeconds, downbeatsSeconds],
  );
  const canvas = useCanvas(draw);
  const onMove = useCallback(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    draw(context, canvas.current.clientWidth, canvas.current.clientHeight);
  }, [canvas, draw]);
  usePlayhead(player, onMove);

  const held = useRef<{ x: number; seconds: number } | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { x: event.clientX, seconds: player.positionSeconds() };
  };
  const onPointerMove = ({ clientX, currentTarget, buttons }: PointerEvent<HTMLDivElement>) => {
    if (!held.current || buttons !== 1) return;
    const moved = ((held.current.x - clientX) / currentTarget.clientWidth) * SHOWN_SECONDS;
    player.seek(held.current.seconds + moved);
  };
  return (
    <div className={styles.closeUp}>
      <span className={styles.name}>Close up</span>
      {/* The position slider does the same by keyboard. */}
      <div
        className={styles.picture}
        title="Beats over the sound around the playhead; drag to move it"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
      >
        <canvas ref={canvas} className={styles.canvas} />
      </div>
    </div>
  );
}

function drawPeaks(
  context: CanvasRenderingContext2D,
  { peaks, binSeconds }: FinePeaks,
  fromSeconds: number,
  width: number,
  height: number,
): void {
  const secondsPerPixel = SHOWN_SECONDS / width;
  const middle = height / 2;
  context.fillStyle = COLORS.bandMid;
  for (let x = 0; x < width; x++) {
    const first = Math.floor((fromSeconds + x * secondsPerPixel) / binSeconds);
    const end = Math.max(
      first + 1,
      Math.floor((fromSeconds + (x + 1) * secondsPerPixel) / binSeconds),
    );
    let peak = 0;
    for (let bin = Math.max(0, first); bin < Math.min(end, peaks.length); bin++) {
      peak = Math.max(peak, peaks[bin]);
    }
    const reach = Math.max(0.5, (peak / 255) * (middle - 2));
    context.fillRect(x, middle - reach, 1, 2 * reach);
  }
}

/** Thin lines for beats, bright ones with a number for downbeats. */
function drawGrid(
  context: CanvasRenderingContext2D,
  { beatsSeconds, downbeatsSeconds }: Grid,
  fromSeconds: number,
  width: number,
  height: number,
): void {
  const x = (seconds: number) => ((seconds - fromSeconds) / SHOWN_SECONDS) * width;
  const isShown = (seconds: number) =>
    seconds >= fromSeconds && seconds <= fromSeconds + SHOWN_SECONDS;
  context.fillStyle = COLORS.textMuted;
  for (const seconds of beatsSeconds) {
    if (isShown(seconds)) context.fillRect(x(seconds) - 0.5, 0, 1, height);
  }
  context.fillStyle = COLORS.drums;
  context.font = '600 11px "Inter Variable", system-ui, sans-serif';
  downbeatsSeconds.forEach((seconds, bar) => {
    if (!isShown(seconds)) return;
    context.fillRect(x(seconds) - 1, 0, 2, height);
    context.fillText(String(bar + 1), x(seconds) + 5, 12);
  });
}
