/** The studio from a terminal. */
import { runCommand } from './run-command';

// Whoever reads our output may stop reading: `segue … --json | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

process.exitCode = await runCommand(process.argv.slice(2));
