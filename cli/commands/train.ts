/** `segue train`: labels become a ranker; `segue evaluate` measures one; `segue export-catboost` hands them on. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SegueError } from '@/lib/base/errors';
import { evaluateRanker } from '@/lib/learn/evaluation/evaluate-ranker';
import { tierFor } from '@/lib/learn/examples/count-discipline';
import { readExamples } from '@/lib/learn/examples/read-examples';
import { splitByRequest } from '@/lib/learn/examples/split-requests';
import type { TrainingExample } from '@/lib/learn/examples/training-example';
import { catboostCommand, catboostFiles } from '@/lib/learn/exchange/catboost-files';
import { importRanker } from '@/lib/learn/exchange/import-ranker';
import { DEFAULT_RANKER_SETTINGS } from '@/lib/learn/ranker-settings';
import { makeTrainingRun } from '@/lib/learn/runs/training-run';
import { readTrees } from '@/lib/onnx/trees/read-trees';
import { featureManifestSchema, tierOfManifest } from '@/lib/taste/features/manifest';
import { calibrationOf } from '@/lib/taste/ranker/calibration';
import type { StoredModel } from '@/lib/taste/ranker/ranker';
import type { Command } from '../arguments';
import { printJson } from '../output';
import { terminalProgress } from '../progress';
import { readModel, SHIPPED_MODEL } from '../shipped-model';

export const trainCommand: Command = {
  help: `
npm run segue -- train LABELS.jsonl --out DIR [--seed N] [--against MODEL.onnx] [--on-rubric] [--keep-directions]

LABELS.jsonl   labels as exported from the label page, one JSON object a line
--out DIR      where ranker.onnx, its manifest ranker.json and run.json are written
--seed N       of the trees (1 if left out); the same seed and labels give the same bytes
--against M    the model to be beaten; the one that ships if left out
--on-rubric    the trees learn what the rubric misses, not what a weighted sum of the features does
--keep-directions  where it is known that more of a feature is better or worse, the model keeps to it

Prints whether the new model beats the old one on held-out answers beyond chance.
`,
  options: {
    out: { type: 'string' },
    seed: { type: 'string' },
    against: { type: 'string' },
    'on-rubric': { type: 'boolean' },
    'keep-directions': { type: 'boolean' },
  },
  async run(args) {
    const [path] = args.exactly('LABELS.jsonl');
    const out = args.requiredText('out');
    const examples = await readLabels(path);
    const seed = args.wholeNumber('seed', 1);
    const settings = {
      ...DEFAULT_RANKER_SETTINGS,
      trees: { ...DEFAULT_RANKER_SETTINGS.trees, seed },
      base: args.flag('on-rubric') ? ('rubric' as const) : DEFAULT_RANKER_SETTINGS.base,
      isMonotone: args.flag('keep-directions'),
    };
    const current = await readModel(args.text('against') ?? SHIPPED_MODEL);
    const progress = terminalProgress('train');
    const run = await makeTrainingRun(
      { id: 'terminal', madeAtMs: Date.now(), title: 'Trained', examples, settings, current },
      { onProgress: progress.report },
    );
    progress.done();
    const { bytes, manifest, ...rest } = run;
    await mkdir(out, { recursive: true });
    await writeModel(join(out, 'ranker'), { bytes, manifest });
    await writeFile(join(out, 'run.json'), `${JSON.stringify({ ...rest, manifest }, null, 2)}\n`);
    const { verdict, report, counts, treeCount } = run;
    printJson({ counts, treeCount, tier: manifest.features.tier, verdict, report });
  },
};

export const evaluateCommand: Command = {
  help: `
npm run segue -- evaluate MODEL.onnx LABELS.jsonl [--features features.json]

Measures a model on all answers of the file: give answers that it was not trained on. For a model made
elsewhere, --features names the features.json of the export that it was trained on; its chances are
fitted to the same answers.
`,
  options: { features: { type: 'string' } },
  async run(args) {
    const [modelPath, path] = args.exactly('MODEL.onnx', 'LABELS.jsonl');
    const examples = await readLabels(path);
    const features = args.text('features');
    if (features === undefined) {
      const stored = await readModel(modelPath);
      const { manifest } = stored;
      const tier = tierOfManifest(manifest.features.hash);
      if (tier === null) {
        throw new SegueError(
          'manifest-mismatch',
          'This model was made for other features than this version of Segue computes. Train it anew.',
        );
      }
      const calibration = calibrationOf(manifest);
      printJson(evaluateRanker({ model: readTrees(stored.bytes), tier, calibration }, examples));
      return;
    }
    const { hash } = featureManifestSchema.parse(JSON.parse(await readText(features)));
    const bytes = new Uint8Array(await readFile(modelPath));
    const imported = await importRanker({
      bytes,
      title: modelPath,
      manifestHash: hash,
      calibration: examples,
      heldOut: examples,
    });
    printJson(imported.report);
  },
};

export const exportCatboostCommand: Command = {
  help: `
npm run segue -- export-catboost LABELS.jsonl --out DIR

Writes features.tsv, columns.cd, pairs.tsv (winner, loser, weight), features.json (which features these
are) and train.sh with the one command that trains on them. Answers that training holds out are left
out, so that what comes back can be measured on them.
`,
  options: { out: { type: 'string' } },
  async run(args) {
    const [path] = args.exactly('LABELS.jsonl');
    const out = args.requiredText('out');
    const { splitSeed, shares, trees } = DEFAULT_RANKER_SETTINGS;
    const examples = await readLabels(path);
    const { train } = splitByRequest(examples, splitSeed, shares);
    await mkdir(out, { recursive: true });
    for (const { name, text } of catboostFiles(train, tierFor(examples), trees)) {
      await writeFile(join(out, name), text);
    }
    process.stdout.write(`cd ${out} && ${catboostCommand(trees)}\n`);
  },
};

async function readLabels(path: string): Promise<TrainingExample[]> {
  const { examples, notes } = readExamples(await readText(path));
  for (const note of notes) process.stderr.write(`Left out: ${note}.\n`);
  return examples;
}

function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new SegueError('file-not-found', `There is no file "${path}". Check the path.`);
  });
}

async function writeModel(path: string, { bytes, manifest }: StoredModel): Promise<void> {
  await writeFile(`${path}.onnx`, bytes);
  await writeFile(`${path}.json`, `${JSON.stringify(manifest, null, 2)}\n`);
}
