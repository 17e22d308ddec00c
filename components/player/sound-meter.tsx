'use client';

/** What is heard, as a picture: its spectrum, and its loudness as a bar with a number. */
import { useCallback, useRef } from 'react';
import { COLORS } from '../theme/colors';
import styles from './sound-meter.module.css';
import { SPECTRUM_BANDS } from './sound-meters';
import type { StemPlayer } from './stem-player';
import { usePlayhead } from './use-playhead';

/** The lowest loudness and the lowest level of a band that are shown. */
const FLOOR_LUFS = -36;
const FLOOR_DB = -90;
const TOP_DB = -20;
const GAP = 1;
/** The number changes so often at most: it is to be read. */
const NUMBER_MS = 250;

export function SoundMeter({ player }: { player: StemPlayer }) {
  const fill = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const number = useRef<HTMLSpanElement>(null);
  const numberAtMs = useRef(0);
  const show = useCallback(() => {
    const { meters } = player;
    const lufs = meters?.momentaryLufs() ?? Number.NEGATIVE_INFINITY;
    const share = Math.min(Math.max(1 - lufs / FLOOR_LUFS, 0), 1);
    if (fill.current)
      fill.current.style.clipPath = `inset(0 ${(100 * (1 - share)).toFixed(1)}% 0 0)`;
    drawBands(canvas.current, meters?.bandsDb() ?? null);
    const nowMs = performance.now();
    if (!number.current || (meters && nowMs - numberAtMs.current < NUMBER_MS)) return;
    numberAtMs.current = nowMs;
    number.current.textContent = lufs > FLOOR_LUFS ? lufs.toFixed(1) : '–';
  }, [player]);
  usePlayhead(player, show);
  return (
    <div className={styles.meters} aria-hidden="true">
      <canvas ref={canvas} className={styles.spectrum} title="Spectrum, 40 Hz to 16 kHz" />
      <div className={styles.loudness} title="Loudness of the last 0.4 s, -36 to 0 LUFS">
        <div className={styles.bar}>
          <div ref={fill} className={styles.fill} />
        </div>
        <span className={styles.number}>
          <span ref={number}>–</span> LUFS
        </span>
      </div>
    </div>
  );
}

function drawBands(canvas: HTMLCanvasElement | null, bandsDb: Float32Array | null): void {
  const context = canvas?.getContext('2d');
  if (!canvas || !context) return;
  const { clientWidth: width, clientHeight: height } = canvas;
  if (width === 0) return;
  const scale = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, height);
  if (!bandsDb) return;
  const step = width / SPECTRUM_BANDS;
  bandsDb.forEach((levelDb, band) => {
    const share = Math.min(Math.max((levelDb - FLOOR_DB) / (TOP_DB - FLOOR_DB), 0), 1);
    const third = Math.floor((3 * band) / SPECTRUM_BANDS);
    context.fillStyle = [COLORS.bandLow, COLORS.bandMid, COLORS.bandHigh][third];
    context.fillRect(band * step, height * (1 - share), step - GAP, height * share);
  });
}
