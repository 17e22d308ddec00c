/** `segue remix`: two songs and a sentence become one file. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import type { Pcm } from '@/lib/audio/pcm';
import { encodeWav } from '@/lib/audio/wav';
import { SegueError } from '@/lib/base/errors';
import { shortKeyName } from '@/lib/music/key';
import { otherSide, STEM_NAMES } from '@/lib/music/stem-names';
import { RENDER_QUALITIES } from '@/lib/render/assemble-buses';
import { warmTaste } from '@/lib/studio/choose-plan-by-taste';
import { type ExportFormat, FORMATS_EVERYWHERE } from '@/lib/studio/export/export-formats';
import { exportChunks } from '@/lib/studio/export/export-remix';
import { remixTags } from '@/lib/studio/export/remix-tags';
import { assertDifferent, makeRemix, type Remix } from '@/lib/studio/make-remix';
import { type PreparedSong, type PrepareOptions, prepareSong } from '@/lib/studio/prepare-song';
import { remixTitle } from '@/lib/studio/remix-title';
import { contributionText } from '@/lib/taste/selection/contribution-text';
import type { Command } from '../arguments';
import { songInputFromPath } from '../files';
import { terminalProgress } from '../progress';
import { fileTasteKit, SHIPPED_MODEL } from '../shipped-model';

export const remixCommand: Command = {
  help: `
npm run segue -- remix A B --prompt TEXT --out FILE [--format FORMAT] [--seed N]
                 [--quality fast|best] [--plan-out FILE.json] [--stems-out DIR]

A, B              an audio file each (MP3, WAV, FLAC, Ogg Vorbis, Opus, M4A/AAC), or a folder
                  with a song's mix and its stems (vocals, drums, bass, other)
--prompt TEXT     what to make of them: "A's vocals over B, build slowly to a big drop"
--out FILE        the remix, 44.1 kHz
--format FORMAT   wav16 (dithered; what is written without this), wav24, wav32f, flac, mp3
                  (320 kbit/s), stems (a ZIP with one WAV each), dawproject (for Bitwig, Studio
                  One, Cubase), plan (JSON); left out, the ending of FILE tells flac, mp3,
                  dawproject and zip
--quality Q       best (what is done without this), or fast: what is stretched takes half the time and
                  is a little duller in its attacks; all else is the same
--seed N          a whole number (0 if left out); the same seed gives the same remix
--plan-out FILE   the plan as JSON: what plays when, and why
--stems-out DIR   each bus after mixing and before the limiter, as vocals.wav, drums.wav,
                  bass.wav, other.wav (32-bit float)
--model FILE      a ranking model (ONNX) with its manifest beside it; the one that ships if left out
--no-taste        the simple rules choose among the plans
`,
  options: {
    prompt: { type: 'string' },
    seed: { type: 'string' },
    out: { type: 'string' },
    format: { type: 'string' },
    quality: { type: 'string' },
    'plan-out': { type: 'string' },
    'stems-out': { type: 'string' },
    model: { type: 'string' },
    'no-taste': { type: 'boolean' },
  },
  async run(args) {
    const [pathA, pathB] = args.exactly('A', 'B');
    const out = args.requiredText('out');
    const format = formatOf(args.text('format'), out);
    const quality = oneOf('quality', RENDER_QUALITIES, args.text('quality') ?? 'best');
    const prompt = args.text('prompt') ?? '';
    const seed = args.wholeNumber('seed', 0);
    const a = await prepare(pathA);
    // Told before the second song is worked on for nothing.
    const b = await prepare(pathB, (song) => assertDifferent(a, song));
    const songs = { a, b };
    const progress = terminalProgress('remix');
    const taste = fileTasteKit(args.text('model') ?? SHIPPED_MODEL, !args.flag('no-taste'));
    await warmTaste(taste);
    const remix = await makeRemix(
      { songs, prompt, seed },
      { taste, quality, onProgress: progress.report },
    );
    progress.done();
    await writeRemix(remix, songs, { out, format }, args.text('plan-out'), args.text('stems-out'));
    process.stdout.write(summary(remix, songs, out));
  },
};

async function prepare(path: string, onHeard?: PrepareOptions['onHeard']): Promise<PreparedSong> {
  const progress = terminalProgress(path);
  try {
    return await prepareSong(await songInputFromPath(path), {
      onProgress: progress.report,
      onHeard,
    });
  } finally {
    progress.done();
  }
}

/** What a file's ending says where no format is given. */
const ENDINGS: Readonly<Record<string, ExportFormat>> = {
  '.flac': 'flac',
  '.mp3': 'mp3',
  '.zip': 'stems',
  '.dawproject': 'dawproject',
};

function formatOf(named: string | undefined, out: string): ExportFormat {
  const format = named ?? ENDINGS[extname(out).toLowerCase()] ?? 'wav16';
  return oneOf('format', FORMATS_EVERYWHERE, format);
}

function oneOf<T extends string>(option: string, values: readonly T[], given: string): T {
  const known = values.find((value) => value === given);
  if (known) return known;
  throw new SegueError(
    'bad-arguments',
    `--${option} takes one of ${values.join(', ')}, not "${given}".`,
  );
}

async function writeRemix(
  { plan, mixdown }: Remix,
  songs: Record<'a' | 'b', PreparedSong>,
  { out, format }: { out: string; format: ExportFormat },
  planOut: string | undefined,
  stemsOut: string | undefined,
): Promise<void> {
  const { beatsSeconds, buses, pcm } = mixdown;
  const { analysis } = songs[otherSide(plan.vocalSong)];
  const pieces = exportChunks(format, {
    plan,
    beatsPerBar: analysis.beatsPerBar,
    tags: remixTags({
      plan,
      title: remixTitle(plan, songs),
      artists: [songs.a.artist, songs.b.artist],
      key: shortKeyName(analysis.key),
      beatsSeconds,
    }),
    mix: async () => pcm,
    bus: async (stem) => buses[stem],
    mixdown: async () => mixdown,
  });
  await writeWhole(out, pieces);
  if (planOut) await writeWhole(planOut, `${JSON.stringify(plan, null, 2)}\n`);
  if (stemsOut) {
    for (const stem of STEM_NAMES) {
      await writeWhole(join(stemsOut, `${stem}.wav`), stemWav(mixdown.buses[stem]));
    }
  }
}

function stemWav(bus: Pcm): Uint8Array {
  return encodeWav(bus, { bitDepth: 32 });
}

/** Writes beside the file first, so that a full disk never leaves half a remix under its name. */
async function writeWhole(
  path: string,
  content: Uint8Array | string | AsyncIterable<Uint8Array>,
): Promise<void> {
  const unfinished = `${path}.unfinished`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(unfinished, content);
    await rename(unfinished, path);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new SegueError(
      'storage-full',
      `"${path}" could not be written (${detail}). Check the folder and the free space.`,
    );
  }
}

function summary(
  { plan, mixdown, violations, choice }: Remix,
  songs: Record<'a' | 'b', PreparedSong>,
  out: string,
): string {
  const seconds = (mixdown.pcm.channels[0].length / mixdown.pcm.sampleRateHz).toFixed(1);
  const { integratedLufs, maxTruePeakDbtp } = mixdown.loudness;
  return [
    remixTitle(plan, songs),
    `  ${seconds} s, ${integratedLufs.toFixed(1)} LUFS, ${maxTruePeakDbtp.toFixed(1)} dBTP`,
    `  ${plan.tempo.reason}`,
    `  ${plan.key.reason}`,
    ...choiceLines(choice),
    ...violations.map(({ sentence }) => `  ${sentence}`),
    `  ${out}`,
    '',
  ].join('\n');
}

/** Reasons that are told. */
const MOST_REASONS = 3;

/** How sure the choice was and what spoke for it most. */
function choiceLines(choice: Remix['choice']): string[] {
  if (choice === null) return [];
  const { selection, contributions, fallback } = choice;
  const lines = fallback ? [`  ${fallback.sentence}`] : [];
  if (selection === null || selection.runnerUpId === null) return lines;
  const chance = Math.round(100 * selection.probability);
  const reasons = contributions
    .filter(({ amount }) => amount > 0)
    .slice(0, MOST_REASONS)
    .map((contribution) => `    ${contributionText(contribution)}`);
  return [...lines, `  Preferred to the next plan with a chance of ${chance} %:`, ...reasons];
}
