/** Runs one of the project's TypeScript commands, after installing what is missing. */
import { spawnSync } from 'node:child_process';
import { ensureDependencies } from './dependencies.mjs';

/** Hands the arguments of this process to the TypeScript file and ends as it ends. */
export function runTypeScript(file) {
  ensureDependencies();
  const { status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', file, ...process.argv.slice(2)],
    { stdio: 'inherit' },
  );
  process.exit(status ?? 1);
}
