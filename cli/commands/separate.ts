/** `segue separate`: takes a song apart into its stems. */
import { mkdir } from 'node:fs/promises';
import { SegueError } from '@/lib/base/errors';
import { partFormat } from '@/lib/stems/separation-job';
import type { Separator } from '@/lib/stems/separator';
import { describeModelFile } from '@/server/add-model';
import { defaultModel } from '@/server/model-files';
import { separateFile } from '@/server/separation/separate-file';
import { htdemucsInNode, quickSeparator } from '@/server/separators';
import type { Arguments, Command } from '../arguments';
import { assertFile } from '../files';
import { printJson } from '../output';
import { terminalProgress } from '../progress';

export const separateCommand: Command = {
  help: `
npm run segue -- separate FILE --out DIR [--engine quick|htdemucs] [--model FILE] [--two-stems]
                               [--format wav|flac] [--shifts N] [--seed N] [--json]

FILE          an audio file (MP3, WAV, FLAC, Ogg Vorbis, Opus, M4A/AAC)
--out DIR     a folder that is made where it is missing; gets vocals.wav, drums.wav, bass.wav
              and other.wav
--engine E    quick (the default): signal processing, needs no model;
              htdemucs: a network, slower and much cleaner
--model FILE  an HTDemucs model as ONNX; else the one that "npm run models" has
--two-stems   vocals.wav and instrumental.wav only
--format F    wav (the default): 32-bit floats, every bit of the stems; flac: 24 bits, smaller; where a stem is
              over full scale all are made quieter alike, by gainDb of the report
--shifts N    htdemucs: N further passes, averaged; each takes as much time again
--seed N      htdemucs: where the shifts go
--json        who did it, with what and how long it took, as JSON on standard output

Where a model turns out to be unusable the quick split does it, and a line says why.
`,
  options: {
    out: { type: 'string' },
    engine: { type: 'string' },
    model: { type: 'string' },
    'two-stems': { type: 'boolean' },
    format: { type: 'string' },
    shifts: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(args) {
    const [path] = args.exactly('FILE');
    const out = args.requiredText('out');
    const engine = args.text('engine') ?? (args.text('model') ? 'htdemucs' : 'quick');
    if (engine !== 'quick' && engine !== 'htdemucs') {
      throw new SegueError(
        'bad-arguments',
        `There is no engine "${engine}". Choose quick or htdemucs.`,
      );
    }
    const format = partFormat(args.text('format') ?? null);
    await assertFile(path);
    const { separator, refusal } =
      engine === 'quick' ? { separator: quickSeparator, refusal: null } : await htdemucs(args);
    await mkdir(out, { recursive: true });
    const progress = terminalProgress(path);
    const { report, files } = await separateFile(path, path, out, {
      separator,
      twoStems: args.flag('two-stems'),
      format,
      onProgress: progress.report,
    });
    progress.done();
    const fallbackReason = refusal ?? report.fallbackReason;
    if (fallbackReason) {
      process.stderr.write(`${fallbackReason}\nThe quick split was used instead.\n`);
    }
    if (args.flag('json')) {
      printJson({ ...report, fallbackReason, files: files.map((file) => file.path) });
    } else {
      for (const file of files) process.stdout.write(`${file.path}\n`);
    }
  },
};

/** A model that cannot even be opened costs the user no song either. */
async function htdemucs(
  args: Arguments,
): Promise<{ separator: Separator; refusal: string | null }> {
  const options = { shifts: args.wholeNumber('shifts', 0), seed: args.wholeNumber('seed', 0) };
  const path = args.text('model');
  try {
    const model = path ? await describeModelFile(path) : await defaultModel();
    return { separator: htdemucsInNode(model, options), refusal: null };
  } catch (thrown) {
    if (!(thrown instanceof SegueError) || thrown.code !== 'model-unusable') throw thrown;
    return { separator: quickSeparator, refusal: thrown.message };
  }
}
