/** `segue separate`: takes a song apart into its stems. */
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeAudio } from '@/lib/audio/decode/decode-audio';
import type { Pcm } from '@/lib/audio/pcm';
import { encodeWavChunks } from '@/lib/audio/wav';
import { SegueError } from '@/lib/base/errors';
import { subProgress } from '@/lib/base/progress';
import type { Separator } from '@/lib/stems/separator';
import { toTwoStems } from '@/lib/stems/two-stems';
import { describeModelFile } from '@/server/model-files';
import { defaultModel, htdemucsInNode, quickSeparator } from '@/server/separators';
import type { Arguments, Command } from '../arguments';
import { readBytes } from '../files';
import { printJson } from '../output';
import { terminalProgress } from '../progress';

/** Decoding is quick beside what follows. */
const DECODED_AT = 0.05;

export const separateCommand: Command = {
  name: 'separate',
  summary: 'vocals, drums, bass and other of a song as files',
  help: `
npm run segue -- separate FILE --out DIR [--engine quick|htdemucs] [--model FILE] [--two-stems]
                               [--shifts N] [--seed N] [--json]

FILE          an audio file (MP3, WAV, FLAC, Ogg Vorbis, Opus, M4A/AAC)
--out DIR     a folder that is made where it is missing; gets vocals.wav, drums.wav, bass.wav
              and other.wav in 32-bit floats
--engine E    quick (the default): signal processing, needs no model;
              htdemucs: a network, slower and much cleaner
--model FILE  an HTDemucs model as ONNX; else the one that "npm run models" has
--two-stems   vocals.wav and instrumental.wav only
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
    const bytes = await readBytes(path);
    const { separator, refusal } =
      engine === 'quick' ? { separator: quickSeparator, refusal: null } : await htdemucs(args);
    const progress = terminalProgress(path);
    const { pcm } = await decodeAudio(bytes, path, {
      onProgress: subProgress(progress.report, 0, DECODED_AT),
    });
    const { stems, report } = await separator.separate(pcm, {
      onProgress: subProgress(progress.report, DECODED_AT, 1),
    });
    progress.done();
    await mkdir(out, { recursive: true });
    const parts = args.flag('two-stems') ? toTwoStems(stems) : stems;
    const files = Object.entries(parts).map(([name, sound]) => ({
      path: join(out, `${name}.wav`),
      sound,
    }));
    for (const file of files) await writeWav(file.path, file.sound);
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

async function writeWav(path: string, sound: Pcm): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (const piece of encodeWavChunks(sound, { bitDepth: 32 })) await file.write(piece);
  } finally {
    await file.close();
  }
}
