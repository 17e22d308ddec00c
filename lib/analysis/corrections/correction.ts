/**
 * What a user changes about an analysis, as plain data kept beside it: the measured values stay as they
 * are, corrections are applied on top in their order, and each can be taken back. Places are given in
 * seconds of the song, so that they hold when the song is analysed anew.
 */
import { z } from 'zod';
import { PITCH_CLASSES } from '@/lib/music/key';
import { SECTION_LABELS } from '@/lib/music/section-labels';

/** Tempi that a grid can be set to. */
export const TEMPO_RANGE_BPM = { min: 20, max: 400 } as const;
/** Beats of a bar that a grid can be set to. */
export const BEATS_PER_BAR_RANGE = { min: 2, max: 12 } as const;
/** More taps than this say nothing more. */
export const MOST_TAPS = 512;

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

/** What a correction is about. */
export type CorrectedPart = 'grid' | 'key' | 'sections' | 'cues';

const PARTS = {
  'double-tempo': 'grid',
  'halve-tempo': 'grid',
  'set-tempo': 'grid',
  'tap-tempo': 'grid',
  'nudge-grid': 'grid',
  'shift-downbeat': 'grid',
  'set-downbeat': 'grid',
  'set-metre': 'grid',
  'import-grid': 'grid',
  'set-key': 'key',
  'import-key': 'key',
  'move-section-line': 'sections',
  'rename-section': 'sections',
  'split-section': 'sections',
  'merge-sections': 'sections',
  'import-cues': 'cues',
} as const satisfies Record<Correction['kind'], CorrectedPart>;

export type GridCorrection = {
  [Kind in keyof typeof PARTS]: (typeof PARTS)[Kind] extends 'grid' ? CorrectionOf<Kind> : never;
}[keyof typeof PARTS];
export type SectionCorrection = {
  [Kind in keyof typeof PARTS]: (typeof PARTS)[Kind] extends 'sections'
    ? CorrectionOf<Kind>
    : never;
}[keyof typeof PARTS];

export function partOf({ kind }: Correction): CorrectedPart {
  return PARTS[kind];
}

export function isGridCorrection(correction: Correction): correction is GridCorrection {
  return partOf(correction) === 'grid';
}

export function isSectionCorrection(correction: Correction): correction is SectionCorrection {
  return partOf(correction) === 'sections';
}
