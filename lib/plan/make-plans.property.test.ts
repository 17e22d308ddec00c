import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SegueError } from '@/lib/base/errors';
import { createRandom } from '@/lib/base/random';
import { otherSide, STEM_NAMES } from '@/lib/music/stem-names';
import { checkPlan } from './constraints/check-plan';
import { makePlans } from './make-plans';
import { structureHash } from './plan-id';
import { planDurationSeconds } from './plan-measures';
import { type SongPart, sketchAnalysis } from './sketch/sketch-analysis';
import { findFaults } from './testing/find-faults';

const PROMPTS = [
  '',
  'build slowly to a big drop',
  'straight in',
  'no drums',
  'only bass',
  'no vocals',
  'chill',
  'techno',
  'lo-fi',
  'hip hop, late night',
  'drum and bass',
  'pop',
  'vocals up front',
  'mostly instrumental',
  '30 seconds',
  'three minutes',
  'no crossfades',
  'no cuts',
  'no breakdown',
  'long intro, long outro',
  'faster',
  'at 100 bpm',
  'wild',
  'something creative',
  'crazy experimental grime',
  'swap',
  "A's vocals over B",
];

/** Songs of all tempi, lengths, metres and shapes, with and without a voice, some of which modulate. */
const SONGS = (() => {
  const random = createRandom(20);
  const part = (): SongPart => ({
    label: random.pick(['intro', 'verse', 'chorus', 'drop', 'breakdown', 'bridge', 'outro']),
    bars: random.pick([4, 8, 16]),
    energy: 0.2 + 0.8 * random.next(),
    stems: random.pick([STEM_NAMES, STEM_NAMES, ['drums', 'other'], ['vocals', 'other']]),
    key: random.pick([undefined, undefined, undefined, { tonic: 'F', mode: 'minor' }]),
  });
  return Array.from({ length: 150 }, () =>
    sketchAnalysis({
      tempoBpm: 60 + 130 * random.next(),
      key: {
        tonic: random.pick(['C', 'D#', 'F#', 'A']),
        mode: random.pick(['major', 'minor']),
        confidence: random.next(),
      },
      beatsPerBar: random.pick([4, 4, 4, 3]),
      pickupBeats: random.integer(4),
      sungBeats: random.integer(17),
      drift: random.pick([0, 0.02]),
      vocalStemQuality: random.pick([null, 0.5, 0.9]),
      integratedLufs: -18 + 10 * random.next(),
      parts: Array.from({ length: 4 + random.integer(8) }, part),
    }),
  );
})();

const PAIRS = 5000;

describe('plans for any two songs and any words', () => {
  it(`keep every rule by an independent check, over ${PAIRS} pairs`, () => {
    let planned = 0;
    let refused = 0;
    const song = fc.integer({ min: 0, max: SONGS.length - 1 });
    fc.assert(
      fc.property(song, song, fc.constantFrom(...PROMPTS), fc.nat(1000), (a, b, prompt, seed) => {
        const songs = {
          a: { title: 'Lithium', artist: '', analysis: SONGS[a] },
          b: { title: 'Sodium', artist: '', analysis: SONGS[b] },
        };
        let result: ReturnType<typeof makePlans>;
        try {
          result = makePlans({ songs, prompt, seed });
        } catch (error) {
          // refused with a reason, and only for the tempo: all these songs are long enough
          if (!(error instanceof SegueError) || error.code !== 'tempo-out-of-reach') throw error;
          refused += 1;
          return;
        }
        planned += 1;
        const { candidates, rejected, intent } = result;
        const faults = candidates.flatMap((plan) => {
          const vocal = songs[plan.vocalSong].analysis;
          const instrumental = songs[otherSide(plan.vocalSong)].analysis;
          const violations = checkPlan(plan, { vocal, instrumental, genre: intent.genre });
          const seconds = planDurationSeconds(plan, instrumental);
          const isLengthKept = intent.lengthSeconds !== null || (seconds >= 60 && seconds <= 120);
          return [
            ...findFaults(plan, { vocal, instrumental }),
            ...violations.map((violation) => violation.code),
            ...(isLengthKept ? [] : [`it lasts ${seconds} s`]),
          ];
        });
        if (faults.length > 0) throw new Error(faults.join('; '));
        if (candidates.length < 8) {
          const codes = rejected.flatMap(({ violations }) => violations.map((one) => one.code));
          throw new Error(`only ${candidates.length} survived: ${codes.join(', ')}`);
        }
        if (candidates.length > 16) throw new Error('more than 16 candidates');
        const hashes = new Set(candidates.map(structureHash));
        const ids = new Set(candidates.map((plan) => plan.id));
        if (hashes.size < candidates.length || ids.size < candidates.length) {
          throw new Error('two candidates are the same');
        }
      }),
      { numRuns: PAIRS, seed: 1 },
    );
    expect(planned + refused).toBe(PAIRS);
    expect(planned).toBeGreaterThan(0.8 * PAIRS);
  }, 300_000);
});
