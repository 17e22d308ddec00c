'use client';

/** The waveform with its parts as coloured regions, drawn by wavesurfer from reduced peaks. */
import { useEffect, useRef } from 'react';
import WaveSurfer from 'wavesurfer.js';
import RegionsPlugin from 'wavesurfer.js/dist/plugins/regions.esm.js';
import { useStudio } from '../studio/studio-provider';
import { energyColor } from '../theme/colors';
import { drawBands } from '../waveform/draw-overview';
import styles from './section-wave.module.css';
import type { TimelineModel } from './timeline-model';

/** How strongly a region tints what lies under it. */
const REGION_OPACITY = 0.5;

export function SectionWave({
  model,
}: {
  model: Pick<TimelineModel, 'overview' | 'durationSeconds' | 'sections'>;
}) {
  const { nonce } = useStudio();
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!container.current) return;
    const { overview, durationSeconds, sections } = model;
    const regions = RegionsPlugin.create();
    const surfer = WaveSurfer.create({
      container: container.current,
      height: 'auto',
      peaks: [Float32Array.from(overview.mid, (peak) => peak / 255)],
      duration: durationSeconds,
      // Where playing is is shown, and set, for all lanes together.
      interact: false,
      cursorWidth: 0,
      progressColor: 'transparent',
      cspNonce: nonce,
      plugins: [regions],
      renderFunction: (_, context) =>
        drawBands(context, overview, context.canvas.width, context.canvas.height),
    });
    surfer.on('ready', () => {
      for (const { label, start, end, energyStart, energyEnd } of sections) {
        regions.addRegion({
          start,
          end,
          color: translucent(energyColor((energyStart + energyEnd) / 2)),
          content: regionLabel(label),
          drag: false,
          resize: false,
        });
      }
    });
    return () => surfer.destroy();
  }, [model, nonce]);
  return <div ref={container} className={styles.wave} />;
}

function translucent(color: string): string {
  return color.replace(')', ` / ${REGION_OPACITY})`);
}

/** Lives in wavesurfer's own shadow tree, which the page's style sheets do not reach. */
function regionLabel(text: string): HTMLElement {
  const label = document.createElement('span');
  label.textContent = text;
  Object.assign(label.style, {
    display: 'block',
    padding: '4px 8px',
    font: '560 12px/1.2 "Inter Variable", system-ui, sans-serif',
    color: 'var(--color-text)',
    textShadow: '0 1px 3px rgb(0 0 0 / 70%)',
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'clip',
  });
  return label;
}
