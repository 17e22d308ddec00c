/**
 * Plays two sounds in step and lets one of them be heard: the heart of the A/B player. It runs in an
 * AudioWorklet and, sample for sample the same, in tests.
 */
import type { LabelSide } from '../pairwise-label';

/** Both sides have the same number of channels and samples. */
export type PairSound = Record<LabelSide, readonly Float32Array[]>;

/**
 * Length of the fade on a switch in samples: 10 ms at 44.1 kHz, short enough to compare by, long enough
 * not to click.
 */
export const SWITCH_FADE_SAMPLES = 441;

/** Fade at the loop's seam and at start and stop, in samples. */
export const EDGE_FADE_SAMPLES = 220;

export interface PairMixer {
  /** Fills one block; silent while paused. */
  render(output: readonly Float32Array[]): void;
  /** From the next sample on; where it is that side already nothing happens. */
  switchTo(side: LabelSide): void;
  play(): void;
  pause(): void;
  /** Jumps to a sample of the excerpt, once what sounds has been faded out. */
  seek(sample: number): void;
  readonly side: LabelSide;
  readonly isPlaying: boolean;
  /** Sample that comes next. */
  readonly position: number;
  /** Samples of each side that were played since the start; a fade counts for the side it leads to. */
  readonly heardSamples: Readonly<Record<LabelSide, number>>;
}

/**
 * One position for both sides: however often they are switched, they cannot drift apart. A switch is
 * an equal-power fade of {@link SWITCH_FADE_SAMPLES}; one during a fade turns it round from where it is.
 * The sound loops.
 */
export function createPairMixer({ a, b }: PairSound): PairMixer {
  const length = a[0].length;
  let side: LabelSide = 'a';
  let isPlaying = false;
  let position = 0;
  /** 0 = only A, the fade's length = only B. */
  let balance = 0;
  /** Rises to the edge's length after play, falls to 0 after pause and before a jump. */
  let gate = 0;
  let jumpTo: number | null = null;
  const heardSamples = { a: 0, b: 0 };
  const gainOfA = equalPower((step) => Math.cos(step));
  const gainOfB = equalPower((step) => Math.sin(step));
  return {
    render(output) {
      const frames = output[0].length;
      for (let frame = 0; frame < frames; frame++) {
        if (gate === 0 && jumpTo !== null) {
          position = jumpTo;
          jumpTo = null;
        }
        if (gate === 0 && !isPlaying) {
          for (const channel of output) channel[frame] = 0;
          continue;
        }
        const wantedGate = isPlaying && jumpTo === null ? EDGE_FADE_SAMPLES : 0;
        if (gate !== wantedGate) gate += gate < wantedGate ? 1 : -1;
        const wanted = side === 'a' ? 0 : SWITCH_FADE_SAMPLES;
        if (balance !== wanted) balance += balance < wanted ? 1 : -1;
        const level = (gate / EDGE_FADE_SAMPLES) * seamGain(position, length);
        const [levelA, levelB] = [gainOfA[balance] * level, gainOfB[balance] * level];
        output.forEach((channel, index) => {
          const source = Math.min(index, a.length - 1);
          channel[frame] = a[source][position] * levelA + b[source][position] * levelB;
        });
        heardSamples[side]++;
        position = (position + 1) % length;
      }
    },
    switchTo(wanted) {
      side = wanted;
      // Nothing sounds, so nothing needs a fade.
      if (!isPlaying && gate === 0) balance = side === 'a' ? 0 : SWITCH_FADE_SAMPLES;
    },
    play() {
      isPlaying = true;
    },
    pause() {
      isPlaying = false;
    },
    seek(sample) {
      jumpTo = Math.min(length - 1, Math.max(0, Math.round(sample)));
      if (gate === 0) position = jumpTo;
    },
    get side() {
      return side;
    },
    get isPlaying() {
      return isPlaying;
    },
    get position() {
      return position;
    },
    heardSamples,
  };
}

/** Gain by step of the fade; its ends are exactly 0 and 1, so that a side alone is played untouched. */
function equalPower(curve: (angle: number) => number): Float32Array {
  const gains = new Float32Array(SWITCH_FADE_SAMPLES + 1);
  for (let step = 0; step <= SWITCH_FADE_SAMPLES; step++) {
    gains[step] = curve((step / SWITCH_FADE_SAMPLES) * (Math.PI / 2));
  }
  for (const end of [0, SWITCH_FADE_SAMPLES]) gains[end] = Math.round(gains[end]);
  return gains;
}

/** Fades the loop's end out and its start in. */
function seamGain(position: number, length: number): number {
  return Math.min(1, (position + 1) / EDGE_FADE_SAMPLES, (length - position) / EDGE_FADE_SAMPLES);
}
