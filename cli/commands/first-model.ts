/** `segue first-model`: makes the model that ships, from the rules alone. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFirstModel } from '@/lib/learn/first-model/make-first-model';
import { firstModelCard } from '@/lib/learn/first-model/model-card';
import type { Command } from '../arguments';
import { printJson } from '../output';
import { terminalProgress } from '../progress';

export const firstModelCommand: Command = {
  help: `
npm run segue -- first-model --out DIR [--requests N] [--seed N]

--out DIR      where taste-first.onnx, its manifest and its card are written
--requests N   sketched requests (600 if left out)
--seed N       a whole number (1 if left out); the same seed gives the same bytes
`,
  options: {
    out: { type: 'string' },
    requests: { type: 'string' },
    seed: { type: 'string' },
  },
  async run(args) {
    args.exactly();
    const out = args.requiredText('out');
    const settings = {
      requests: args.wholeNumber('requests', 600),
      seed: args.wholeNumber('seed', 1),
    };
    const progress = terminalProgress('first model');
    const trained = await makeFirstModel(settings, { onProgress: progress.report });
    progress.done();
    const { bytes, manifest } = trained.stored;
    await mkdir(out, { recursive: true });
    await writeFile(join(out, 'taste-first.onnx'), bytes);
    await writeFile(join(out, 'taste-first.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    await writeFile(join(out, 'taste-first.md'), firstModelCard(trained, settings));
    const { report, counts, treeCount } = trained;
    printJson({ bytes: bytes.length, treeCount, counts, report });
  },
};
