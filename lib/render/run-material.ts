/** What a run sounds like on the remix's time line: copies of its source, or stretched parts of it. */
import type { Pcm } from '@/lib/audio/pcm';
import { lengthSamples } from '@/lib/audio/pcm';
import { cutMap, extendMap, isShift, type TimeKnot } from '@/lib/audio/stretch/time-map';
import type { TimeStretcher, WarpSettings } from '@/lib/audio/stretch/warp';
import { contentHash } from './content-hash';
import { findSoundingSpans } from './sounding-spans';
import type { StretchCache } from './stretch-cache';

/** Sound from `startSample` to `endSample` of the remix, found at `offset + startSample` in its own samples. */
export interface MaterialPiece {
  startSample: number;
  endSample: number;
  offset: number;
  pcm: Pcm;
  /** Straight fade at each end, where a copied and a stretched piece of the same sound overlap. */
  fadeInSamples: number;
  fadeOutSamples: number;
}

/** Pieces in order; where none lies there is silence. */
export type RunMaterial = readonly MaterialPiece[];

/** The time map of a run in three parts: what leads in to it, the run itself, and what rings on after it. */
export interface RunMap {
  lead: readonly TimeKnot[];
  core: readonly TimeKnot[];
  tail: readonly TimeKnot[];
}

export interface MaterialContext {
  stretcher: TimeStretcher;
  cache: StretchCache;
  settings: WarpSettings;
}

/** Times of beats are sums of a few roundings: a map this close to a copy is one. */
const COPY_TOLERANCE_SECONDS = 30e-6;
/** In a fade nobody hears a copied beat that is off by this. */
const FADE_TOLERANCE_SECONDS = 0.002;
/** Overlap of a copied and a stretched piece: the knot between them makes both the same sound there. */
const SEAM_SECONDS = 0.01;
/** What the stretcher hears before and after a part has a say in its sound. */
const CONTEXT_SECONDS = 0.2;

/**
 * The material of a run, stretched where its map asks for it. Where the run itself is a copy it stays
 * one, sample by sample, even where fades beside it fall on beats of another length.
 */
export function makeMaterial(source: Pcm, map: RunMap, context: MaterialContext): RunMaterial {
  const whole = joinKnots(map.lead, map.core, map.tail);
  if (context.settings.semitones === 0) {
    if (isShift(whole, COPY_TOLERANCE_SECONDS)) return [copyPiece(source, whole)];
    if (isShift(map.core, COPY_TOLERANCE_SECONDS)) return copyBetweenWarps(source, map, context);
  }
  return warpPieces(source, whole, context);
}

/** Lays the material from `fromSample` on into silent channels. */
export function readMaterial(
  material: RunMaterial,
  fromSample: number,
  into: readonly Float32Array[],
): void {
  const toSample = fromSample + into[0].length;
  for (const piece of material) {
    const from = Math.max(piece.startSample, fromSample, -piece.offset);
    const to = Math.min(piece.endSample, toSample, lengthSamples(piece.pcm) - piece.offset);
    if (to <= from) continue;
    into.forEach((target, index) => {
      const { channels } = piece.pcm;
      const sound = channels[Math.min(index, channels.length - 1)];
      layPiece(piece, sound, from, to, target, fromSample);
    });
  }
}

function layPiece(
  { startSample, endSample, offset, fadeInSamples, fadeOutSamples }: MaterialPiece,
  sound: Float32Array,
  from: number,
  to: number,
  target: Float32Array,
  targetStart: number,
): void {
  const fadeInEnd = Math.min(to, startSample + fadeInSamples);
  const fadeOutStart = Math.min(Math.max(from, endSample - fadeOutSamples), to);
  let i = from;
  for (; i < fadeInEnd; i++) {
    target[i - targetStart] += (sound[i + offset] * (i - startSample + 0.5)) / fadeInSamples;
  }
  if (fadeOutStart > i) {
    target.set(sound.subarray(i + offset, fadeOutStart + offset), i - targetStart);
    i = fadeOutStart;
  }
  for (; i < to; i++) {
    target[i - targetStart] += (sound[i + offset] * (endSample - i - 0.5)) / fadeOutSamples;
  }
}

function joinKnots(...parts: (readonly TimeKnot[])[]): TimeKnot[] {
  return parts.filter(hasLength).flatMap((part, index) => (index === 0 ? part : part.slice(1)));
}

function copyPiece(source: Pcm, knots: readonly TimeKnot[]): MaterialPiece {
  const { sampleRateHz } = source;
  const startSample = Math.round(knots[0].outputSeconds * sampleRateHz);
  return {
    startSample,
    endSample: Math.round(knots[knots.length - 1].outputSeconds * sampleRateHz),
    offset: Math.round(knots[0].inputSeconds * sampleRateHz) - startSample,
    pcm: source,
    fadeInSamples: 0,
    fadeOutSamples: 0,
  };
}

function copyBetweenWarps(source: Pcm, map: RunMap, context: MaterialContext): RunMaterial {
  const overlap = Math.round((SEAM_SECONDS * source.sampleRateHz) / 2);
  const core = copyPiece(source, map.core);
  const pieces = [core];
  if (isShift(joinKnots(map.lead, map.core), FADE_TOLERANCE_SECONDS)) {
    core.startSample = Math.round(
      joinKnots(map.lead, map.core)[0].outputSeconds * source.sampleRateHz,
    );
  } else {
    const [lead] = warpRange(source, extendMap(map.lead, 0, SEAM_SECONDS / 2), context);
    core.startSample -= overlap;
    core.fadeInSamples = 2 * overlap;
    lead.endSample = core.startSample + 2 * overlap;
    lead.fadeOutSamples = 2 * overlap;
    pieces.unshift(lead);
  }
  if (isShift(joinKnots(map.core, map.tail), FADE_TOLERANCE_SECONDS)) {
    const last = joinKnots(map.core, map.tail).at(-1) ?? map.core[map.core.length - 1];
    core.endSample = Math.round(last.outputSeconds * source.sampleRateHz);
  } else {
    const [tail] = warpRange(source, extendMap(map.tail, SEAM_SECONDS / 2, 0), context);
    core.endSample += overlap;
    core.fadeOutSamples = 2 * overlap;
    tail.startSample = core.endSample - 2 * overlap;
    tail.fadeInSamples = 2 * overlap;
    pieces.push(tail);
  }
  return pieces;
}

function hasLength(knots: readonly TimeKnot[]): boolean {
  return knots.length > 1;
}

/** Only what sounds is stretched: silence stays silence at any tempo. */
function warpPieces(
  source: Pcm,
  knots: readonly TimeKnot[],
  context: MaterialContext,
): RunMaterial {
  const spans = findSoundingSpans(
    source,
    knots[0].inputSeconds,
    knots[knots.length - 1].inputSeconds,
  );
  return spans.flatMap(({ startSeconds, endSeconds }) =>
    warpRange(source, cutMap(knots, startSeconds, endSeconds), context),
  );
}

/** Stretches one part, or takes it from the cache. */
function warpRange(
  source: Pcm,
  knots: readonly TimeKnot[],
  { stretcher, cache, settings }: MaterialContext,
): MaterialPiece[] {
  const { sampleRateHz } = source;
  const first = knots[0];
  const fromSample = Math.floor((first.inputSeconds - CONTEXT_SECONDS) * sampleRateHz);
  const endSeconds = knots[knots.length - 1].inputSeconds + CONTEXT_SECONDS;
  const key = contentHash(source, fromSample, Math.ceil(endSeconds * sampleRateHz), [
    settings.semitones,
    settings.blockSeconds,
    ...knots.flatMap(({ inputSeconds, outputSeconds }) => [
      roundTime(inputSeconds - fromSample / sampleRateHz),
      roundTime(outputSeconds - first.outputSeconds),
    ]),
  ]);
  let pcm = cache.get(key);
  if (!pcm) {
    pcm = stretcher.warp(source, knots, settings);
    cache.set(key, pcm);
  }
  const startSample = Math.round(first.outputSeconds * sampleRateHz);
  return [
    {
      startSample,
      endSample: startSample + lengthSamples(pcm),
      offset: -startSample,
      pcm,
      fadeInSamples: 0,
      fadeOutSamples: 0,
    },
  ];
}

/** To a ten-millionth of a second, so that the same map has the same key wherever it lies. */
function roundTime(seconds: number): number {
  return Math.round(seconds * 1e7);
}
