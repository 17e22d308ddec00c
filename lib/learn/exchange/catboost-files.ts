/**
 * A training set in the form that CatBoost's command line reads, with the command that trains on it.
 * Source: CatBoost documentation, dataset description in delimiter-separated values, columns description,
 * pairs description.
 */
import type { FeatureTier } from '@/lib/taste/features/feature';
import { featureManifest } from '@/lib/taste/features/manifest';
import { toPairs } from '../examples/to-pairs';
import type { TrainingExample } from '../examples/training-example';
import type { TreeSettings } from '../trainer/train-trees';

export interface ExchangeFile {
  name: string;
  text: string;
}

/** Names of the files; the command names them too. */
const NAMES = {
  features: 'features.tsv',
  columns: 'columns.cd',
  pairs: 'pairs.tsv',
  manifest: 'features.json',
  command: 'train.sh',
} as const;

/**
 * The decided examples as files.
 * @throws SegueError `manifest-mismatch` where a vector was made by other features than today's
 */
export function catboostFiles(
  examples: readonly TrainingExample[],
  tier: FeatureTier,
  settings: TreeSettings,
): ExchangeFile[] {
  // the rows of a group must follow each other
  const sorted = [...examples]
    .filter(({ winner }) => winner !== 'tie')
    .sort((one, other) => compare(one.requestId, other.requestId));
  const pairs = toPairs(sorted, tier);
  const groups = groupsOfRows(sorted, pairs);
  const { features } = featureManifest(tier);
  const rows = groups.map((group, row) => {
    const from = row * pairs.featureCount;
    const values = pairs.values.subarray(from, from + pairs.featureCount);
    // CatBoost wants a label even where only pairs are learnt from
    return ['0', group, ...Array.from(values, String)].join('\t');
  });
  const columns = [
    '0\tLabel',
    '1\tGroupId',
    ...features.map(({ name }, i) => `${i + 2}\tNum\t${name}`),
  ];
  const lines = Array.from(
    pairs.winners,
    (winner, i) => `${winner}\t${pairs.losers[i]}\t${pairs.weights[i]}`,
  );
  return [
    { name: NAMES.features, text: text(rows) },
    { name: NAMES.columns, text: text(columns) },
    { name: NAMES.pairs, text: text(lines) },
    { name: NAMES.manifest, text: `${JSON.stringify(featureManifest(tier), null, 2)}\n` },
    { name: NAMES.command, text: text(['#!/bin/sh', catboostCommand(settings)]) },
  ];
}

/** The one command that trains on the files, in their folder. */
export function catboostCommand(settings: TreeSettings): string {
  return [
    'catboost fit',
    `--learn-set ${NAMES.features}`,
    `--column-description ${NAMES.columns}`,
    `--learn-pairs ${NAMES.pairs}`,
    '--loss-function PairLogit',
    `--iterations ${settings.trees}`,
    `--depth ${settings.depth}`,
    `--learning-rate ${settings.learningRate}`,
    `--l2-leaf-reg ${settings.l2}`,
    `--random-seed ${settings.seed}`,
    '--model-file ranker.onnx --model-format Onnx',
  ].join(' ');
}

/** The request that each row belongs to. */
function groupsOfRows(
  examples: readonly TrainingExample[],
  { winners, losers }: ReturnType<typeof toPairs>,
): string[] {
  const groups: string[] = [];
  examples.forEach(({ requestId }, i) => {
    groups[winners[i]] = requestId;
    groups[losers[i]] = requestId;
  });
  return groups;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
