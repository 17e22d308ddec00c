/** The mouth: five resonators that shape the pulses of the vocal folds into a vowel. */
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { Formant } from './vowels';

export const FORMANT_COUNT = 5;
/** Presence that the mouth's opening adds to the upper formants, dB. */
const UPPER_FORMANT_LIFT_DB = [0, 13, 26, 29, 32];
/** Holds back a first formant that sits on the note itself, so that close vowels do not boom. */
const CLOSE_VOWEL_GAIN = 0.5;

/** Five two-pole resonators side by side, with alternating signs so that no holes open between them. */
export class FormantBank {
  private readonly gain = new Float64Array(FORMANT_COUNT);
  private readonly b1 = new Float64Array(FORMANT_COUNT);
  private readonly b2 = new Float64Array(FORMANT_COUNT);
  private readonly y1 = new Float64Array(FORMANT_COUNT);
  private readonly y2 = new Float64Array(FORMANT_COUNT);

  /** A singer opens the mouth so that the first formant is never below the note. */
  tune(mouth: readonly Formant[], sungHz: number, effort: number): void {
    for (let k = 0; k < FORMANT_COUNT; k++) {
      const { hz, db, bandwidthHz } = mouth[k];
      const centre = k === 0 ? Math.max(hz, sungHz * 1.05) : hz;
      const width = bandwidthHz * (k === 0 ? 3 : 1.8);
      const r = Math.exp((-Math.PI * width) / SAMPLE_RATE_HZ);
      const angle = (2 * Math.PI * centre) / SAMPLE_RATE_HZ;
      const peak = (1 - r) * Math.sqrt(1 - 2 * r * Math.cos(2 * angle) + r * r);
      const lift = UPPER_FORMANT_LIFT_DB[k] * (0.4 + 0.8 * effort);
      const sign = k % 2 === 0 ? 1 : -1;
      const restraint = centre < 1.5 * sungHz && k === 0 ? CLOSE_VOWEL_GAIN : 1;
      this.gain[k] = sign * restraint * peak * 10 ** ((Math.max(db, -36) + lift) / 20);
      this.b1[k] = 2 * r * Math.cos(angle);
      this.b2[k] = -r * r;
    }
  }

  /** Adds the answer to a block of input, times `level`, to the output. */
  run(input: Float32Array, size: number, output: Float32Array, start: number, level: number): void {
    for (let k = 0; k < FORMANT_COUNT; k++) {
      const gain = this.gain[k];
      const b1 = this.b1[k];
      const b2 = this.b2[k];
      let y1 = this.y1[k];
      let y2 = this.y2[k];
      for (let i = 0; i < size; i++) {
        const y = gain * input[i] + b1 * y1 + b2 * y2;
        y2 = y1;
        y1 = y;
        output[start + i] += level * y;
      }
      this.y1[k] = y1;
      this.y2[k] = y2;
    }
  }
}
