/**
 * What a user changes about an analysis, as plain data kept beside it: the measured values stay as they
 * are, corrections are applied on top in their order, and each can be taken back. Places are given in
 * seconds of the song, so that they hold when the song is analysed anew.
 */
import { z } from 'zod';
import { PITCH_CLASSES } from '@/lib/music/key';
import { SECTION_LABELS } from '@/lib/music/section-labels';
import { BEATS_PER_BAR_RANGE, MOST_TAPS, TEMPO_RANGE_BPM } from './correction-ranges';

const source = z.enum(['rekordbox', 'traktor']);
const key = { tonic: z.enum(PITCH_CLASSES), mode: z.enum(['major', 'minor']) };
const tempoBpm = z.number().min(TEMPO_RANGE_BPM.min).max(TEMPO_RANGE_BPM.max);
const beatsPerBar = z.number().int().min(BEATS_PER_BAR_RANGE.min).max(BEATS_PER_BAR_RANGE.max);
const seconds = z.number();

const tempoSegment = z.object({
  startSeconds: seconds,
  bpm: z.number().positive(),
  beatsPerBar: z.number().int().positive(),
  firstBeatInBar: z.number().int().positive(),
});

const cue = z.object({
  name: z.string(),
  kind: z.enum(['hot', 'memory', 'fade-in', 'fade-out', 'load', 'loop', 'grid']),
  index: z.number().nullable(),
  startSeconds: seconds,
  endSeconds: seconds.nullable(),
  color: z.string().nullable(),
});

export const correctionSchema = z.discriminatedUnion('kind', [
  /** The beat is twice as fast as was found; bars keep their number of beats. */
  z.object({ kind: z.literal('double-tempo') }),
  /** The beat is half as fast; the beats that keep the bar lines stay. */
  z.object({ kind: z.literal('halve-tempo') }),
  z.object({ kind: z.literal('set-tempo'), tempoBpm }),
  /** Times of the song at which the user tapped, rising. */
  z.object({ kind: z.literal('tap-tempo'), tapsSeconds: z.array(seconds).min(2).max(MOST_TAPS) }),
  /** Positive: the grid comes later. */
  z.object({ kind: z.literal('nudge-grid'), milliseconds: z.number() }),
  /** Positive: the bars begin so many beats later. */
  z.object({ kind: z.literal('shift-downbeat'), beats: z.number().int() }),
  z.object({ kind: z.literal('set-downbeat'), atSeconds: seconds }),
  z.object({ kind: z.literal('set-metre'), beatsPerBar }),
  z.object({
    kind: z.literal('import-grid'),
    source,
    tempoSegments: z.array(tempoSegment).min(1),
    /** Added to the imported times: the programs' decoders leave another delay than ours. */
    offsetSeconds: seconds,
  }),
  z.object({ kind: z.literal('set-key'), ...key }),
  z.object({ kind: z.literal('import-key'), source, ...key }),
  /** The line between two sections that lies at or near `fromSeconds`. */
  z.object({ kind: z.literal('move-section-line'), fromSeconds: seconds, toSeconds: seconds }),
  z.object({
    kind: z.literal('rename-section'),
    startSeconds: seconds,
    endSeconds: seconds,
    label: z.enum(SECTION_LABELS),
  }),
  z.object({ kind: z.literal('split-section'), atSeconds: seconds }),
  /** Takes away the line at or near `lineSeconds`; the section before it goes on. */
  z.object({ kind: z.literal('merge-sections'), lineSeconds: seconds }),
  z.object({
    kind: z.literal('import-cues'),
    source,
    cues: z.array(cue),
    offsetSeconds: seconds,
  }),
]);

export type Correction = z.infer<typeof correctionSchema>;
export type CorrectionOf<Kind extends Correction['kind']> = Extract<Correction, { kind: Kind }>;
