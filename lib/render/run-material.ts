/** What a run sounds like on the remix's time line: copies of its source, or stretched parts of it. */
import type { Pcm } from '@/lib/audio/pcm';
import { lengthSamples } from '@/lib/audio/pcm';
import { cutMap, extendMap, inputAt, isShift, type TimeKnot } from '@/lib/audio/stretch/time-map';
import type { WarpSettings } from '@/lib/audio/stretch/warp';
import type { BeatTimes } from './beat-times';
import { matchedFades, straightFades } from './seam-fades';
import { findSoundingSpans } from './sounding-spans';
import { type SourcePiece, sourcePieces, spanOfPieces } from './source-pieces';
import { CONTEXT_SECONDS, type StretchJob, stretchJob } from './stretch-jobs';
import { lineOffset, type TargetLine } from './target-line';

/** Sound from `startSample` to `endSample` of the remix, found at `offset + startSample` in its own samples. */
export interface MaterialPiece {
  startSample: number;
  endSample: number;
  offset: number;
  pcm: Pcm;
  /** Gain over the first and the last samples, where two pieces of the same sound overlap. */
  fadeIn: Float32Array | null;
  fadeOut: Float32Array | null;
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
  settings: WarpSettings;
  /** Where stretching may be shared: the line that the run may lie on, and the source's own beats. */
  line: TargetLine;
  beats: BeatTimes;
  /** Sees to it that the source is there between two of its moments. */
  read(fromSeconds: number, toSeconds: number): Promise<void>;
  /** Does a job, or has its result already. */
  stretch(job: StretchJob): Promise<Pcm>;
  /** The part of the remix that is wanted; stretching beyond it is spared. */
  fromSeconds: number;
  toSeconds: number;
  /** Whether nobody will ask for the same stretching again: then nothing beyond what is wanted is done. */
  isForOnce: boolean;
}

/** Times of beats are sums of a few roundings: a map this close to a copy is one. */
const COPY_TOLERANCE_SECONDS = 30e-6;
/** In a fade nobody hears a copied beat that is off by this. */
const FADE_TOLERANCE_SECONDS = 0.002;
/** Overlap of a copied and a stretched piece: the knot between them makes both the same sound there. */
const SEAM_SECONDS = 0.01;
/** Overlap of two stretched pieces, whose phases differ: cut at a quiet moment of the source. */
const CUT_SEAM_SECONDS = 0.03;

/**
 * The material of a run, stretched where its map asks for it. Where the run itself is a copy it stays
 * one, sample by sample, even where fades beside it fall on beats of another length.
 */
export async function makeMaterial(
  source: Pcm,
  map: RunMap,
  context: MaterialContext,
): Promise<RunMaterial> {
  const whole = joinKnots(map.lead, map.core, map.tail);
  if (context.settings.semitones === 0) {
    if (isShift(whole, COPY_TOLERANCE_SECONDS)) {
      await readHeard(whole, context);
      return [copyPiece(source, whole)];
    }
    if (isShift(map.core, COPY_TOLERANCE_SECONDS)) return copyBetweenWarps(source, map, context);
  }
  if (context.isForOnce) return warpSpans(source, heardOf(whole, context), context);
  const offset = lineOffset(context.line, context.beats, {
    core: map.core,
    around: [...map.lead, ...map.tail],
  });
  return offset === null
    ? warpSpans(source, whole, context)
    : sharedPieces(source, whole, offset, context);
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
  { startSample, endSample, offset, fadeIn, fadeOut }: MaterialPiece,
  sound: Float32Array,
  from: number,
  to: number,
  target: Float32Array,
  targetStart: number,
): void {
  const fadeInEnd = Math.min(to, startSample + (fadeIn?.length ?? 0));
  const fadeOutFrom = endSample - (fadeOut?.length ?? 0);
  const fadeOutStart = Math.min(Math.max(from, fadeOutFrom), to);
  let i = from;
  if (fadeIn) {
    for (; i < fadeInEnd; i++) {
      target[i - targetStart] += sound[i + offset] * fadeIn[i - startSample];
    }
  }
  if (fadeOutStart > i) {
    target.set(sound.subarray(i + offset, fadeOutStart + offset), i - targetStart);
    i = fadeOutStart;
  }
  if (fadeOut) {
    for (; i < to; i++) target[i - targetStart] += sound[i + offset] * fadeOut[i - fadeOutFrom];
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
    fadeIn: null,
    fadeOut: null,
  };
}

async function copyBetweenWarps(
  source: Pcm,
  map: RunMap,
  context: MaterialContext,
): Promise<RunMaterial> {
  const overlap = Math.round((SEAM_SECONDS * source.sampleRateHz) / 2);
  const fades = straightFades(2 * overlap);
  await readHeard(joinKnots(map.lead, map.core, map.tail), context);
  const core = copyPiece(source, map.core);
  const pieces = [core];
  if (isShift(joinKnots(map.lead, map.core), FADE_TOLERANCE_SECONDS)) {
    core.startSample = Math.round(
      joinKnots(map.lead, map.core)[0].outputSeconds * source.sampleRateHz,
    );
  } else {
    const lead = await warpRange(source, extendMap(map.lead, 0, SEAM_SECONDS / 2), context);
    core.startSample -= overlap;
    core.fadeIn = fades.fadeIn;
    lead.endSample = core.startSample + 2 * overlap;
    lead.fadeOut = fades.fadeOut;
    pieces.unshift(lead);
  }
  if (isShift(joinKnots(map.core, map.tail), FADE_TOLERANCE_SECONDS)) {
    const last = joinKnots(map.core, map.tail).at(-1) ?? map.core[map.core.length - 1];
    core.endSample = Math.round(last.outputSeconds * source.sampleRateHz);
  } else {
    const tail = await warpRange(source, extendMap(map.tail, SEAM_SECONDS / 2, 0), context);
    core.endSample += overlap;
    core.fadeOut = fades.fadeOut;
    tail.startSample = core.endSample - 2 * overlap;
    tail.fadeIn = fades.fadeIn;
    pieces.push(tail);
  }
  return pieces;
}

function hasLength(knots: readonly TimeKnot[]): boolean {
  return knots.length > 1;
}

/** What is wanted of a map; at least its last moment, since a map has a length. */
function heardOf(
  knots: readonly TimeKnot[],
  { fromSeconds, toSeconds }: MaterialContext,
): TimeKnot[] {
  const first = knots[0].outputSeconds;
  const last = knots[knots.length - 1].outputSeconds;
  const from = Math.min(Math.max(fromSeconds, first), last - SEAM_SECONDS);
  const to = Math.max(Math.min(toSeconds, last), from + SEAM_SECONDS);
  return cutMap(knots, inputAt(knots, from), inputAt(knots, to));
}

/** Reads what is copied of a map. */
function readHeard(knots: readonly TimeKnot[], context: MaterialContext): Promise<void> {
  const heard = heardOf(knots, context);
  return context.read(
    heard[0].inputSeconds - SEAM_SECONDS,
    heard[heard.length - 1].inputSeconds + SEAM_SECONDS,
  );
}

/** Only what sounds is stretched: silence stays silence at any tempo. */
async function warpSpans(
  source: Pcm,
  knots: readonly TimeKnot[],
  context: MaterialContext,
): Promise<RunMaterial> {
  const [from, to] = [knots[0].inputSeconds, knots[knots.length - 1].inputSeconds];
  await context.read(from, to);
  const spans = findSoundingSpans(source, from, to);
  return Promise.all(
    spans.map(({ startSeconds, endSeconds }) =>
      warpRange(source, cutMap(knots, startSeconds, endSeconds), context),
    ),
  );
}

/** The pieces of the stem that the run passes, each stretched as every other run on the line asks for it. */
async function sharedPieces(
  source: Pcm,
  knots: readonly TimeKnot[],
  offsetSeconds: number,
  context: MaterialContext,
): Promise<RunMaterial> {
  const { line, beats } = context;
  const margin = CUT_SEAM_SECONDS;
  const first = knots[0];
  const last = knots[knots.length - 1];
  const lineAt = (inputSeconds: number) => line.at(beats.beatAt(inputSeconds)) + offsetSeconds;
  const heard = heardOf(knots, context);
  const from = heard[0].inputSeconds - margin;
  const to = heard[heard.length - 1].inputSeconds + margin;
  const known = spanOfPieces(from, to);
  await context.read(known.startSeconds, known.endSeconds);
  const wanted = sourcePieces(source, from, to).filter(({ startSeconds, endSeconds }) => {
    const isPlayed =
      endSeconds > first.inputSeconds - margin && startSeconds < last.inputSeconds + margin;
    return (
      isPlayed &&
      lineAt(endSeconds) > context.fromSeconds - margin &&
      lineAt(startSeconds) < context.toSeconds + margin
    );
  });
  const pieces = await Promise.all(
    wanted.map((piece) => warpRange(source, pieceKnots(piece, offsetSeconds, context), context)),
  );
  for (let i = 1; i < pieces.length; i++) {
    if (wanted[i - 1].isCutAtEnd && wanted[i].startSeconds === wanted[i - 1].endSeconds) {
      joinPieces(pieces[i - 1], pieces[i]);
    }
  }
  return pieces;
}

/** The line over one piece, a little further where the sound goes on. */
function pieceKnots(
  { startSeconds, endSeconds, isCutAtStart, isCutAtEnd }: SourcePiece,
  offsetSeconds: number,
  { line, beats }: MaterialContext,
): TimeKnot[] {
  const from = beats.beatAt(startSeconds);
  const to = beats.beatAt(endSeconds);
  const knots = [from, ...line.kinksBetween(from, to), to].map((beat) => ({
    inputSeconds: beats.at(beat),
    outputSeconds: line.at(beat) + offsetSeconds,
  }));
  return extendMap(
    knots,
    isCutAtStart ? CUT_SEAM_SECONDS / 2 : 0,
    isCutAtEnd ? CUT_SEAM_SECONDS / 2 : 0,
  );
}

/** Fades from one piece into the next over the samples that both have, by how alike they are there. */
function joinPieces(before: MaterialPiece, after: MaterialPiece): void {
  const overlap = before.endSample - after.startSample;
  if (overlap <= 0) return;
  const { fadeIn, fadeOut } = matchedFades(
    before.pcm.channels.map((channel) => channel.subarray(channel.length - overlap)),
    after.pcm.channels.map((channel) => channel.subarray(0, overlap)),
  );
  before.fadeOut = fadeOut;
  after.fadeIn = fadeIn;
}

/** Stretches one part. */
async function warpRange(
  source: Pcm,
  knots: readonly TimeKnot[],
  { settings, read, stretch }: MaterialContext,
): Promise<MaterialPiece> {
  const [from, to] = [knots[0].inputSeconds, knots[knots.length - 1].inputSeconds];
  await read(from - CONTEXT_SECONDS, to + CONTEXT_SECONDS);
  const pcm = await stretch(stretchJob(source, knots, settings));
  const startSample = Math.round(knots[0].outputSeconds * source.sampleRateHz);
  return {
    startSample,
    endSample: startSample + lengthSamples(pcm),
    offset: -startSample,
    pcm,
    fadeIn: null,
    fadeOut: null,
  };
}
