/** Songs and corrections drawn at random, for tests of what holds for all of them. */
import fc from 'fast-check';
import { PITCH_CLASSES } from '@/lib/music/key';
import { SECTION_LABELS } from '@/lib/music/section-labels';
import type { Correction } from '../correction';
import { testSong } from './test-song';

export function intervals(beats: readonly number[]): number[] {
  return beats.slice(1).map((seconds, i) => seconds - beats[i]);
}

export const songs = fc
  .record({
    tempoBpm: fc.double({ min: 60, max: 199, noNaN: true }),
    beatsPerBar: fc.constantFrom(3, 4),
    pickupBeats: fc.integer({ min: 0, max: 2 }),
    drift: fc.constantFrom(0, 0.02),
  })
  .map(testSong);

const seconds = fc.double({ min: -2, max: 260, noNaN: true });

/** Taps at a tempo, a little unsteady. */
const taps = fc
  .tuple(
    fc.double({ min: 40, max: 220, noNaN: true }),
    fc.double({ min: 0, max: 60, noNaN: true }),
    fc.array(fc.double({ min: -0.03, max: 0.03, noNaN: true }), { minLength: 2, maxLength: 20 }),
  )
  .map(([tempoBpm, from, off]) => off.map((by, i) => from + (60 / tempoBpm) * i + by));

export const corrections: fc.Arbitrary<Correction> = fc.oneof(
  fc.constant<Correction>({ kind: 'double-tempo' }),
  fc.constant<Correction>({ kind: 'halve-tempo' }),
  fc.record({
    kind: fc.constant('set-tempo' as const),
    tempoBpm: fc.double({ min: 20, max: 400, noNaN: true }),
  }),
  fc.record({ kind: fc.constant('tap-tempo' as const), tapsSeconds: taps }),
  fc.record({
    kind: fc.constant('nudge-grid' as const),
    milliseconds: fc.double({ min: -300, max: 300, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('shift-downbeat' as const),
    beats: fc.integer({ min: -5, max: 5 }),
  }),
  fc.record({ kind: fc.constant('set-downbeat' as const), atSeconds: seconds }),
  fc.record({
    kind: fc.constant('set-metre' as const),
    beatsPerBar: fc.integer({ min: 2, max: 7 }),
  }),
  fc.record({
    kind: fc.constant('set-key' as const),
    tonic: fc.constantFrom(...PITCH_CLASSES),
    mode: fc.constantFrom('major' as const, 'minor' as const),
  }),
  fc.record({
    kind: fc.constant('import-grid' as const),
    source: fc.constantFrom('rekordbox' as const, 'traktor' as const),
    tempoSegments: fc
      .array(
        fc.record({
          startSeconds: fc.double({ min: 0, max: 90, noNaN: true }),
          bpm: fc.double({ min: 60, max: 200, noNaN: true }),
          beatsPerBar: fc.constantFrom(3, 4),
          firstBeatInBar: fc.integer({ min: 1, max: 3 }),
        }),
        { minLength: 1, maxLength: 3 },
      )
      .map((segments) => segments.sort((one, two) => one.startSeconds - two.startSeconds)),
    offsetSeconds: fc.double({ min: -0.06, max: 0.06, noNaN: true }),
  }),
  fc.record({
    kind: fc.constant('move-section-line' as const),
    fromSeconds: seconds,
    toSeconds: seconds,
  }),
  fc.record({
    kind: fc.constant('rename-section' as const),
    startSeconds: seconds,
    endSeconds: seconds,
    label: fc.constantFrom(...SECTION_LABELS),
  }),
  fc.record({ kind: fc.constant('split-section' as const), atSeconds: seconds }),
  fc.record({ kind: fc.constant('merge-sections' as const), lineSeconds: seconds }),
);
