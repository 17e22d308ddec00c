/** Where somebody sings, by frame, beat and phrase, from the vocal stem against the mix. */
import { bandAtHz, FRAME_RATE_HZ } from '@/lib/audio/band-spectrogram';
import { meanByBeat } from './beat-features';
import type { SignalFrames } from './signal-frames';
import type { VocalPhrase } from './song-analysis';
import type { SongSignals } from './song-signals';
import { movingMean, percentile } from './statistics';

/** The voice sounds within this of its own loud frames ... */
const RANGE_DB = 22;
/** ... and at least this close to the mix in its own register. */
const UNDER_MIX_DB = 14;
/** A vocal stem less clean than this is full of what else stands in the middle ... */
const CLEAN_QUALITY = 0.65;
/** ... there the voice sounds only where it outweighs the stem of the other instruments by this, dB ... */
const OVER_OTHER_DB = 1;
/** ... in the mean over this time to either side. */
const BLEED_RADIUS_FRAMES = 0.2 * FRAME_RATE_HZ;
/** A vocal stem whose loud frames stay this far under the mix's is bleed. */
const BLEED_DB = 26;
/** Register of the voice: fundamentals and formants, above bass and kick. */
const LOWEST_HZ = 180;
const HIGHEST_HZ = 5000;
/** Gaps between syllables are closed, shorter blips dropped. */
const GAP_SECONDS = 0.18;
const BLIP_SECONDS = 0.12;
/** A gap longer than this many beats ends a phrase. */
const PHRASE_GAP_BEATS = 1;
/** A phrase may start this many beats before the downbeat that it belongs to. */
const PICKUP_BEATS = 2;

/** Power in the voice's register by frame. */
function registerPower({ spectrogram }: SignalFrames): Float32Array {
  const { frames, bands, magnitudes } = spectrogram;
  const from = bandAtHz(spectrogram, LOWEST_HZ);
  const to = bandAtHz(spectrogram, HIGHEST_HZ);
  const power = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    for (let band = from; band < to; band++) power[frame] += magnitudes[frame * bands + band] ** 2;
  }
  return power;
}

function toDb(power: Float32Array): Float32Array {
  return power.map((value) => 10 * Math.log10(value + 1e-12));
}

/** Closes gaps, then drops blips; in place. */
function tidy(active: Uint8Array): void {
  const settle = (value: number, shortest: number) => {
    let start = 0;
    for (let i = 1; i <= active.length; i++) {
      if (i < active.length && active[i] === active[start]) continue;
      if (active[start] === value && i - start < shortest && start > 0 && i < active.length) {
        active.fill(1 - value, start, i);
      }
      start = i;
    }
  };
  settle(0, GAP_SECONDS * FRAME_RATE_HZ);
  settle(1, BLIP_SECONDS * FRAME_RATE_HZ);
}

/**
 * 1 where the voice sounds, by frame.
 * @param vocalQuality how clean the vocal stem is, 0 to 1
 */
export function detectVoice(
  { mix, stems }: Pick<SongSignals, 'mix' | 'stems'>,
  vocalQuality: number,
): Uint8Array {
  const voicePower = registerPower(stems.vocals);
  const voiceDb = toDb(voicePower);
  const mixDb = toDb(registerPower(mix));
  const loudDb = percentile(voiceDb, 0.95);
  const active = new Uint8Array(voiceDb.length);
  if (loudDb < percentile(mixDb, 0.95) - BLEED_DB) return active;
  const isClean = vocalQuality >= CLEAN_QUALITY;
  const steadyVoiceDb = toDb(movingMean(voicePower, BLEED_RADIUS_FRAMES));
  const steadyOtherDb = toDb(movingMean(registerPower(stems.other), BLEED_RADIUS_FRAMES));
  for (let i = 0; i < active.length; i++) {
    const stands = isClean || steadyVoiceDb[i] > steadyOtherDb[i] + OVER_OTHER_DB;
    if (stands && voiceDb[i] > loudDb - RANGE_DB && voiceDb[i] > mixDb[i] - UNDER_MIX_DB) {
      active[i] = 1;
    }
  }
  tidy(active);
  return active;
}

/** Share of each beat in which the voice sounds. */
export function voiceByBeat(active: Uint8Array, beatsSeconds: readonly number[]): number[] {
  return meanByBeat(active, beatsSeconds);
}

/** Position of a time on the beats, fractional; before the first and after the last it runs on. */
export function beatPosition(beatsSeconds: readonly number[], seconds: number): number {
  let low = 0;
  let high = beatsSeconds.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (beatsSeconds[middle] <= seconds) low = middle;
    else high = middle - 1;
  }
  return low + (seconds - beatsSeconds[low]) / (beatsSeconds[low + 1] - beatsSeconds[low]);
}

/** Sung phrases with the bar line each belongs to. */
export function findPhrases(
  active: Uint8Array,
  beatsSeconds: readonly number[],
  downbeatIndices: readonly number[],
): VocalPhrase[] {
  const spans: { startBeat: number; endBeat: number }[] = [];
  const lastBeat = beatsSeconds.length - 1;
  for (let start = 0; start < active.length; start++) {
    if (!active[start]) continue;
    let end = start;
    while (end < active.length && active[end]) end++;
    const startBeat = Math.max(0, beatPosition(beatsSeconds, start / FRAME_RATE_HZ));
    const endBeat = Math.min(lastBeat, beatPosition(beatsSeconds, end / FRAME_RATE_HZ));
    const previous = spans.at(-1);
    if (previous && startBeat - previous.endBeat <= PHRASE_GAP_BEATS) previous.endBeat = endBeat;
    else if (endBeat > startBeat) spans.push({ startBeat, endBeat });
    start = end;
  }
  return spans
    .filter(({ startBeat, endBeat }) => endBeat - startBeat >= 0.5)
    .map((span) => ({
      ...span,
      anchorBeat: anchor(span.startBeat, span.endBeat, downbeatIndices),
    }));
}

/** The next downbeat where the phrase starts as its pickup, else the one that it starts after. */
function anchor(startBeat: number, endBeat: number, downbeats: readonly number[]): number {
  const next = downbeats.find((beat) => beat >= startBeat - 0.25);
  if (next !== undefined && next - startBeat <= PICKUP_BEATS && next < endBeat) return next;
  const before = downbeats.findLast((beat) => beat <= startBeat);
  return before ?? next ?? Math.max(0, Math.round(startBeat));
}
