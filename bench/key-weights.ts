/**
 * Learns the weights of what speaks for a key (`lib/analysis/key-weights.ts`) from generated songs: a choice
 * among the 24 keys whose log odds are weighted sums of the terms (conditional logit).
 * Source: D. McFadden, "Conditional logit analysis of qualitative choice behavior", 1974.
 *
 * The share of the bass is given: in these songs it keeps to the roots of the chords and adds little to them; real
 * ones hold the tonic under whatever else sounds, and where chords are hard to hear it is all there is.
 *
 * `npm run bench -- key-weights [--songs N] [--out FILE]` writes the table; N songs (144). A third of them is
 * held out first and the share of its keys that come out right printed; the table is learned from all.
 */
import { writeFileSync } from 'node:fs';
import { hearHarmony } from '@/lib/analysis/key-estimation';
import { KEY_TERMS, type KeyTerm, keyTerms } from '@/lib/analysis/key-terms';
import { phraseStarts } from '@/lib/analysis/phrase-starts';
import { harmonicSignal, measureHarmony } from '@/lib/analysis/song-harmony';
import { monoSignal } from '@/lib/audio/mono-signal';
import { generateSong } from '@/lib/demo/generate-song';
import type { SongSpec } from '@/lib/demo/song-spec';
import { solveHermitian } from '@/lib/evaluation/hermitian';
import { isSameKey } from '@/lib/music/key';
import { keySongs } from './key-songs';

const TABLE_FILE = 'lib/analysis/key-weights.ts';
const SONGS = 144;
const HELD_OUT_EVERY = 3;
/** Shares of the whole weight that are given; the others are learned. */
const GIVEN_TERMS: readonly (readonly [KeyTerm, number])[] = [
  ['bass', 0.08],
  ['phraseBass', 0.08],
];
const GIVEN_SHARE = GIVEN_TERMS.reduce((sum, [, share]) => sum + share, 0);
const LEARNED_TERMS = KEY_TERMS.filter((name) => GIVEN_TERMS.every(([given]) => given !== name));
/** Keeps the weights small where there is little to tell them by. */
const RIDGE = 0.1;
const ROUNDS = 25;
const LEAST_STEP = 1e-4;
/** Weights are written to so many places. */
const PLACES = 3;

interface Example {
  /** By key the learned terms, each with its part of the given ones, so that their shares hold whatever is learned. */
  keys: number[][];
  /** Place of the right one among them. */
  right: number;
}

function listen(spec: SongSpec): Example {
  const { stems, truth } = generateSong(spec);
  const [other, bass] = [stems.other, stems.bass].map((stem) => harmonicSignal(monoSignal(stem)));
  const { beatsSeconds, downbeatsSeconds, sections } = truth;
  const downbeats = downbeatsSeconds.map((seconds) => beatsSeconds.indexOf(seconds));
  const phrases = phraseStarts(beatsSeconds, downbeats, sections);
  const keys = keyTerms(hearHarmony(measureHarmony(other, bass, 1)), phrases);
  return {
    keys: keys.map(({ terms }) => {
      const given = GIVEN_TERMS.reduce((sum, [name, share]) => sum + share * terms[name], 0);
      return LEARNED_TERMS.map((name) => terms[name] + given / (1 - GIVEN_SHARE));
    }),
    right: keys.findIndex(({ key }) => isSameKey(key, truth.key)),
  };
}

function scoresOf({ keys }: Example, weights: readonly number[]): number[] {
  return keys.map((terms) => terms.reduce((sum, term, i) => sum + weights[i] * term, 0));
}

/** Probability of every key, and the logarithm of that of the right one. */
function choose(example: Example, weights: readonly number[]) {
  const scores = scoresOf(example, weights);
  const most = Math.max(...scores);
  const total = scores.reduce((sum, score) => sum + Math.exp(score - most), 0);
  return {
    chances: scores.map((score) => Math.exp(score - most) / total),
    logLikelihood: scores[example.right] - most - Math.log(total),
  };
}

/** What is to be as great as can be: how likely the right keys are, less what large weights cost. */
function objective(examples: readonly Example[], weights: readonly number[]): number {
  return examples.reduce(
    (sum, example) => sum + choose(example, weights).logLikelihood,
    -0.5 * RIDGE * weights.reduce((sum, weight) => sum + weight * weight, 0),
  );
}

/** Weights of the learned terms in nats of log odds, by Newton's method with steps that are halved until they lead upwards. */
function learn(examples: readonly Example[]): number[] {
  let weights: number[] = LEARNED_TERMS.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) {
    const slopes = weights.map((weight) => -RIDGE * weight);
    const curvature = weights.map((_, a) =>
      weights.map((_, b) => ({ re: a === b ? RIDGE : 0, im: 0 })),
    );
    for (const example of examples) {
      const { chances } = choose(example, weights);
      const expected = weights.map((_, k) =>
        example.keys.reduce((sum, terms, i) => sum + chances[i] * terms[k], 0),
      );
      example.keys.forEach((terms, i) => {
        const surprise = terms.map((term, k) => term - expected[k]);
        surprise.forEach((value, a) => {
          if (i === example.right) slopes[a] += value;
          surprise.forEach((other, b) => {
            curvature[a][b].re += chances[i] * value * other;
          });
        });
      });
    }
    const step = solveHermitian(
      curvature,
      slopes.map((re) => ({ re, im: 0 })),
    );
    const moved = (share: number) => weights.map((weight, k) => weight + share * step[k].re);
    const before = objective(examples, weights);
    let share = 1;
    while (share > LEAST_STEP && objective(examples, moved(share)) < before) share /= 2;
    weights = moved(share);
  }
  return weights;
}

/** Share of the keys that are right. */
function accuracy(examples: readonly Example[], weights: readonly number[]): number {
  const right = examples.filter((example) => {
    const scores = scoresOf(example, weights);
    return scores.indexOf(Math.max(...scores)) === example.right;
  });
  return right.length / examples.length;
}

/** All weights, which sum to 1. */
function withGiven(learned: readonly number[]): Record<KeyTerm, number> {
  const total = learned.reduce((sum, weight) => sum + weight, 0) / (1 - GIVEN_SHARE);
  return Object.fromEntries([
    ...GIVEN_TERMS,
    ...LEARNED_TERMS.map((name, i) => [name, learned[i] / total]),
  ]) as Record<KeyTerm, number>;
}

/** The table as the text of its file. */
function writeTable(weights: Readonly<Record<KeyTerm, number>>): string {
  return [
    '/** Learned from generated songs; `npm run bench -- key-weights` learns it anew. */',
    "import type { KeyTerm } from './key-terms';",
    '',
    'export const KEY_WEIGHTS: Readonly<Record<KeyTerm, number>> = {',
    ...KEY_TERMS.map((name) => `  ${name}: ${Number(weights[name].toFixed(PLACES))},`),
    '};',
    '',
  ].join('\n');
}

/** @see the file's head for the arguments */
export async function run(args: string[] = []) {
  const valueAfter = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : null);
  const file = valueAfter('--out') ?? TABLE_FILE;
  const examples = keySongs(Number(valueAfter('--songs') ?? SONGS)).map((spec, i) => {
    process.stderr.write(`${i + 1}: ${spec.title}\n`);
    return listen(spec);
  });
  const isHeldOut = (i: number) => i % HELD_OUT_EVERY === HELD_OUT_EVERY - 1;
  const heldOut = examples.filter((_, i) => isHeldOut(i));
  const trial = learn(examples.filter((_, i) => !isHeldOut(i)));
  const weights = learn(examples);
  writeFileSync(file, writeTable(withGiven(weights)));
  return {
    file,
    songs: examples.length,
    rightOfHeldOut: accuracy(heldOut, trial),
    rightOfAll: accuracy(examples, weights),
  };
}
