/** Corrections in words, as their user reads them in a list. */
import { keyName } from '@/lib/music/key';
import type { DjLibrarySource } from '../dj-library/dj-track';
import type { Correction } from './correction';
import { tempoFromTaps } from './tapped-tempo';

/** How the programs write themselves. */
export const PROGRAM_NAMES: Record<DjLibrarySource, string> = {
  rekordbox: 'rekordbox',
  traktor: 'Traktor',
};

/** "Grid 4 ms later": short, without a full stop. */
export function describeCorrection(correction: Correction): string {
  switch (correction.kind) {
    case 'double-tempo':
      return 'Tempo doubled';
    case 'halve-tempo':
      return 'Tempo halved';
    case 'set-tempo':
      return `Tempo set to ${decimals(correction.tempoBpm)} BPM`;
    case 'tap-tempo': {
      const tapped = tempoFromTaps(correction.tapsSeconds);
      return tapped ? `Tapped ${Math.round(tapped.tempoBpm)} BPM` : 'Tapped, too few times';
    }
    case 'nudge-grid': {
      const { milliseconds } = correction;
      return `Grid ${decimals(Math.abs(milliseconds))} ms ${milliseconds < 0 ? 'earlier' : 'later'}`;
    }
    case 'shift-downbeat': {
      const count = Math.abs(correction.beats);
      const direction = correction.beats < 0 ? 'earlier' : 'later';
      return `Bars begin ${count} ${count === 1 ? 'beat' : 'beats'} ${direction}`;
    }
    case 'set-downbeat':
      return `A bar begins at ${time(correction.atSeconds)}`;
    case 'set-metre':
      return `${correction.beatsPerBar} beats in a bar`;
    case 'import-grid':
      return `Grid from ${PROGRAM_NAMES[correction.source]}`;
    case 'set-key':
      return `Key set to ${keyName(correction)}`;
    case 'import-key':
      return `Key from ${PROGRAM_NAMES[correction.source]}`;
    case 'move-section-line':
      return `Line moved from ${time(correction.fromSeconds)} to ${time(correction.toSeconds)}`;
    case 'rename-section':
      return `Part at ${time(correction.startSeconds)} is ${article(correction.label)}`;
    case 'split-section':
      return `Part split at ${time(correction.atSeconds)}`;
    case 'merge-sections':
      return `Parts joined at ${time(correction.lineSeconds)}`;
    case 'import-cues': {
      const count = correction.cues.length;
      return `${count} ${count === 1 ? 'cue' : 'cues'} from ${PROGRAM_NAMES[correction.source]}`;
    }
  }
}

function decimals(value: number): string {
  return value.toFixed(2).replace(/\.?0+$/, '');
}

function time(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function article(label: string): string {
  return /^[aeiou]/.test(label) ? `an ${label}` : `a ${label}`;
}
