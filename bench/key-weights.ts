/**
 * Learns the weights of what speaks for a key (`lib/analysis/key-weights.ts`) from generated songs: a choice
 * among the 24 keys whose log odds are weighted sums of the terms (conditional logit).
 * Source: D. McFadden, "Conditional logit analysis of qualitative choice behavior", 1974.
 *
 * `npm run bench -- key-weights [--songs N] [--out FILE]` writes the table; N songs (216). A third of them is
 * held out first and the share of its keys that come out right printed; the table is learned from all.
 */
import { writeFileSync } from 'node:fs';
import { hearHarmony } from '@/lib/analysis/key-estimation';
import { KEY_TERMS, type KeyTerms, keyTerms } from '@/lib/analysis/key-terms';
import { phraseStarts } from '@/lib/analysis/phrase-starts';
import { harmonicSignal, measureHarmony } from '@/lib/analysis/song-harmony';
import { monoSignal } from '@/lib/audio/mono-signal';
import { generateSong } from '@/lib/demo/generate-song';
import type { SongSpec } from '@/lib/demo/song-spec';
import { solveHermitian } from '@/lib/evaluation/hermitian';
import { isSameKey } from '@/lib/music/key';
import { keySongs } from './key-songs';

const TABLE_FILE = 'lib/analysis/key-weights.ts';
const SONGS = 216;
const HELD_OUT_EVERY = 3;
/** Keeps the weights small where there is little to tell them by. */
const RIDGE = 0.01;
const ROUNDS = 25;
const LEAST_STEP = 1e-4;
/** Weights are kept to so many places, and sum to 1. */
const PLACES = 3;

interface Example {
  keys: KeyTerms[];
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
  return { keys, right: keys.findIndex(({ key }) => isSameKey(key, truth.key)) };
}

function scoresOf({ keys }: Example, weights: readonly number[]): number[] {
  return keys.map(({ terms }) =>
    KEY_TERMS.reduce((sum, name, i) => sum + weights[i] * terms[name], 0),
  );
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

/** Weights in nats of log odds, by Newton's method with steps that are halved until they lead upwards. */
function learn(examples: readonly Example[]): number[] {
  let weights: number[] = KEY_TERMS.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) {
    const slopes = weights.map((weight) => -RIDGE * weight);
    const curvature = KEY_TERMS.map((_, a) =>
      KEY_TERMS.map((_, b) => ({ re: a === b ? RIDGE : 0, im: 0 })),
    );
    for (const example of examples) {
      const { chances } = choose(example, weights);
      const expected = KEY_TERMS.map((name) =>
        example.keys.reduce((sum, { terms }, i) => sum + chances[i] * terms[name], 0),
      );
      example.keys.forEach(({ terms }, i) => {
        const surprise = KEY_TERMS.map((name, k) => terms[name] - expected[k]);
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

/** The table as the text of its file. */
function writeTable(weights: readonly number[]): string {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return [
    '/** Learned from generated songs; `npm run bench -- key-weights` learns it anew. */',
    "import type { KeyTerm } from './key-terms';",
    '',
    'export const KEY_WEIGHTS: Readonly<Record<KeyTerm, number>> = {',
    ...KEY_TERMS.map((name, i) => `  ${name}: ${Number((weights[i] / total).toFixed(PLACES))},`),
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
  writeFileSync(file, writeTable(weights));
  return {
    file,
    songs: examples.length,
    rightOfHeldOut: accuracy(heldOut, trial),
    rightOfAll: accuracy(examples, weights),
    nats: Object.fromEntries(KEY_TERMS.map((name, i) => [name, Number(weights[i].toFixed(2))])),
  };
}
