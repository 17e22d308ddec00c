/** Pairs of songs and sentences at random, and whether the plans made of them are right; for tests. */
import fc from 'fast-check';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { SegueError } from '@/lib/base/errors';
import { createRandom } from '@/lib/base/random';
import { otherSide, STEM_NAMES } from '@/lib/music/stem-names';
import { makePlans, type PlanningRequest, type PlanningResult } from '../make-plans';
import { structureHash } from '../plan-id';
import { planDurationSeconds } from '../plan-measures';
import { type SongPart, sketchAnalysis } from '../sketch/sketch-analysis';
import { findFaults } from './find-faults';

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
const SONGS: readonly SongAnalysis[] = (() => {
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

export interface PairCounts {
  planned: number;
  refused: number;
}

/**
 * Makes plans for so many random requests and throws where any is not as it must be.
 * @param isSecondSteady whether song B keeps its tempo or wanders; song A does either
 */
export function checkRandomPairs(pairs: number, isSecondSteady: boolean): PairCounts {
  const counts: PairCounts = { planned: 0, refused: 0 };
  const seconds = SONGS.filter((song) => song.isGridConstant === isSecondSteady);
  fc.assert(
    fc.property(
      fc.nat(SONGS.length - 1),
      fc.nat(seconds.length - 1),
      fc.constantFrom(...PROMPTS),
      fc.nat(1000),
      (a, b, prompt, seed) => {
        const songs = {
          a: { title: 'Lithium', artist: '', analysis: SONGS[a] },
          b: { title: 'Sodium', artist: '', analysis: seconds[b] },
        };
        const faults = faultsOf({ songs, prompt, seed }, counts);
        if (faults.length > 0) throw new Error(faults.join('; '));
      },
    ),
    { numRuns: pairs, seed: 1 },
  );
  return counts;
}

function faultsOf(request: PlanningRequest, counts: PairCounts): string[] {
  let result: PlanningResult;
  try {
    result = makePlans(request);
  } catch (error) {
    // refused with a reason, and only for the tempo: all these songs are long enough
    if (!(error instanceof SegueError) || error.code !== 'tempo-out-of-reach') throw error;
    counts.refused += 1;
    return [];
  }
  counts.planned += 1;
  const { candidates, rejected, intent } = result;
  const faults = candidates.flatMap((plan) => {
    const vocal = request.songs[plan.vocalSong].analysis;
    const instrumental = request.songs[otherSide(plan.vocalSong)].analysis;
    const seconds = planDurationSeconds(plan, instrumental);
    const isLengthKept = intent.lengthSeconds !== null || (seconds >= 60 && seconds <= 120);
    const found = findFaults(plan, { vocal, instrumental }, intent.genre);
    return isLengthKept ? found : [...found, `it lasts ${seconds} s`];
  });
  if (candidates.length < 8) {
    const codes = rejected.flatMap(({ violations }) => violations.map((one) => one.code));
    faults.push(`only ${candidates.length} survived: ${codes.join(', ')}`);
  }
  if (candidates.length > 16) faults.push('more than 16 candidates');
  const hashes = new Set(candidates.map(structureHash));
  const ids = new Set(candidates.map((plan) => plan.id));
  if (hashes.size < candidates.length || ids.size < candidates.length) {
    faults.push('two candidates are the same');
  }
  return faults;
}
