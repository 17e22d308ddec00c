/** Finds the command that a terminal asks for, runs it, and turns every failure into a sentence. */
import { reportError, SegueError } from '@/lib/base/errors';
import { type Command, parseArguments } from './arguments';

/** Each is loaded when it is asked for: half of the time of a short command would be spent on the others. */
const COMMANDS: { name: string; summary: string; load(): Promise<Command> }[] = [
  {
    name: 'remix',
    summary: 'a remix of two songs, from a sentence',
    load: async () => (await import('./commands/remix')).remixCommand,
  },
  {
    name: 'plan',
    summary: 'all plans for two songs and a sentence, and the rules that others broke',
    load: async () => (await import('./commands/plan')).planCommand,
  },
  {
    name: 'analyze',
    summary: 'tempo, beats, key, sections, energy and voice of a song',
    load: async () => (await import('./commands/analyze')).analyzeCommand,
  },
  {
    name: 'library',
    summary: 'what a rekordbox or Traktor library knows of its tracks',
    load: async () => (await import('./commands/library')).libraryCommand,
  },
  {
    name: 'loudness',
    summary: 'loudness, loudness range and true peak of a file',
    load: async () => (await import('./commands/loudness')).loudnessCommand,
  },
  {
    name: 'demo',
    summary: 'writes two songs of our own, with their stems, to try things on',
    load: async () => (await import('./commands/demo')).demoCommand,
  },
  {
    name: 'separate',
    summary: 'vocals, drums, bass and other of a song as files',
    load: async () => (await import('./commands/separate')).separateCommand,
  },
  {
    name: 'first-model',
    summary: 'makes the ranking model that ships, from the rules alone',
    load: async () => (await import('./commands/first-model')).firstModelCommand,
  },
  {
    name: 'train',
    summary: 'a ranker from labels',
    load: async () => (await import('./commands/train')).trainCommand,
  },
  {
    name: 'evaluate',
    summary: 'measures a ranker on labels',
    load: async () => (await import('./commands/train')).evaluateCommand,
  },
  {
    name: 'export-catboost',
    summary: 'labels as files that CatBoost trains on',
    load: async () => (await import('./commands/train')).exportCatboostCommand,
  },
];

/**
 * Runs `segue NAME ARGUMENTS`: results go to the standard output, sentences about failures to the standard error.
 * @returns the exit code: 0 done, 1 failed, 2 not understood
 */
export async function runCommand(argv: readonly string[]): Promise<number> {
  try {
    await findAndRun(argv);
    return 0;
  } catch (error) {
    const { code, message } = reportError(error);
    process.stderr.write(`${message}\n`);
    return code === 'bad-arguments' ? 2 : 1;
  }
}

async function findAndRun([name, ...argv]: readonly string[]): Promise<void> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(overview());
    return;
  }
  const found = COMMANDS.find((candidate) => candidate.name === name);
  if (!found) {
    throw new SegueError('bad-arguments', `There is no command "${name}".\n\n${overview()}`);
  }
  const command = await found.load();
  const args = parseArguments(name, command, argv);
  if (args.flag('help')) process.stdout.write(`${command.help.trim()}\n`);
  else await command.run(args);
}

function overview(): string {
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(16)} ${summary}`);
  return [
    'Segue: a remix of two songs, from a terminal.',
    '',
    'npm run segue -- COMMAND [ARGUMENTS]',
    '',
    ...lines,
    '',
    'npm run segue -- COMMAND --help tells more about each.',
    '',
  ].join('\n');
}
