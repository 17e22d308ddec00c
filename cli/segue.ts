/** The studio from a terminal: finds the command, runs it, and turns every failure into a sentence. */
import { reportError, SegueError } from '@/lib/base/errors';
import { type Command, parseArguments } from './arguments';
import { analyzeCommand } from './commands/analyze';
import { demoCommand } from './commands/demo';
import { firstModelCommand } from './commands/first-model';
import { loudnessCommand } from './commands/loudness';
import { planCommand } from './commands/plan';
import { remixCommand } from './commands/remix';
import { separateCommand } from './commands/separate';
import { evaluateCommand, exportCatboostCommand, trainCommand } from './commands/train';

const COMMANDS: Command[] = [
  remixCommand,
  planCommand,
  analyzeCommand,
  loudnessCommand,
  demoCommand,
  separateCommand,
  firstModelCommand,
  trainCommand,
  evaluateCommand,
  exportCatboostCommand,
];

async function main([name, ...argv]: string[]): Promise<void> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(overview());
    return;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) {
    throw new SegueError('bad-arguments', `There is no command "${name}".\n\n${overview()}`);
  }
  const args = parseArguments(command, argv);
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

// Whoever reads our output may stop reading: `segue … --json | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

main(process.argv.slice(2)).catch((error: unknown) => {
  const { code, message } = reportError(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = code === 'bad-arguments' ? 2 : 1;
});
