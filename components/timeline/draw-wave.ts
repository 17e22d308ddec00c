/** The waveform with its parts as coloured regions, drawn by wavesurfer from reduced peaks. */
import WaveSurfer from 'wavesurfer.js';
import RegionsPlugin from 'wavesurfer.js/dist/plugins/regions.esm.js';
import { energyColor } from '../theme/colors';
import { drawBands } from '../waveform/draw-overview';
import type { TimelineModel } from './timeline-model';

/** How strongly the parts are tinted: the sound before them has to stand out. */
const TINT = 0.55;

export type WaveModel = Pick<TimelineModel, 'overview' | 'durationSeconds' | 'sections'>;

export function drawWave(container: HTMLElement, model: WaveModel, nonce: string): WaveSurfer {
  const { overview, durationSeconds, sections } = model;
  const regions = RegionsPlugin.create();
  const surfer = WaveSurfer.create({
    container,
    height: 'auto',
    peaks: [Float32Array.from(overview.mid, (peak) => peak / 255)],
    duration: durationSeconds,
    // Where playing is is shown, and set, for all lanes together.
    interact: false,
    cursorWidth: 0,
    progressColor: 'transparent',
    cspNonce: nonce,
    plugins: [regions],
    renderFunction: (_, context) => {
      const { width, height } = context.canvas;
      drawSections(context, model, width, height);
      drawBands(context, overview, width, height);
    },
  });
  surfer.on('ready', () => {
    for (const { label, start, end } of sections) {
      const content = regionLabel(label);
      regions.addRegion({ start, end, color: 'transparent', content, drag: false, resize: false });
    }
  });
  return surfer;
}

/** The parts as blocks behind the waveform, from the energy they begin with to the one they end with. */
function drawSections(
  context: CanvasRenderingContext2D,
  { sections, durationSeconds }: WaveModel,
  width: number,
  height: number,
): void {
  context.globalAlpha = TINT;
  for (const { start, end, energyStart, energyEnd } of sections) {
    const left = (start / durationSeconds) * width;
    const right = (end / durationSeconds) * width;
    const fill = context.createLinearGradient(left, 0, right, 0);
    fill.addColorStop(0, energyColor(energyStart));
    fill.addColorStop(1, energyColor(energyEnd));
    context.fillStyle = fill;
    context.fillRect(left + 1, 0, right - left - 1, height);
  }
  context.globalAlpha = 1;
}

/** Lives in wavesurfer's own shadow tree, which the page's style sheets do not reach. */
function regionLabel(text: string): HTMLElement {
  const label = document.createElement('span');
  label.textContent = text;
  Object.assign(label.style, {
    display: 'block',
    // Narrower than its region: labels that touch would be moved out of each other's way.
    width: 'calc(100% - 4px)',
    boxSizing: 'border-box',
    padding: '4px 0 4px 7px',
    font: '560 12px/1.2 "Inter Variable", system-ui, sans-serif',
    color: 'var(--color-text)',
    textShadow: '0 1px 3px rgb(0 0 0 / 80%)',
    whiteSpace: 'nowrap',
    overflow: 'hidden',
  });
  return label;
}
