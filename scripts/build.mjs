/** Builds the studio for production where the build on disk is not of these sources. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STAMP_FILE = '.next/segue-sources';
const SOURCES = [
  'app',
  'components',
  'lib',
  'models',
  'workers',
  'public',
  'scripts',
  'server',
  'instrumentation.ts',
  'next.config.ts',
  'package-lock.json',
  'proxy.ts',
  'tsconfig.json',
];

/**
 * Runs the build unless nothing has changed since the last one.
 * @param {(args: string[]) => Promise<number | null>} run runs Node and gives its exit status
 * @returns {Promise<boolean>} whether there is a build now
 */
export async function ensureBuild(run = runShown) {
  const wanted = fingerprint();
  if (existsSync(STAMP_FILE) && readFileSync(STAMP_FILE, 'utf8') === wanted) return true;
  const steps = [
    ['node_modules/tsx/dist/cli.mjs', 'scripts/prepare-public.ts'],
    ['node_modules/next/dist/bin/next', 'build'],
  ];
  for (const step of steps) {
    if ((await run(step)) !== 0) return false;
  }
  writeFileSync(STAMP_FILE, wanted);
  return true;
}

async function runShown(args) {
  const child = spawn(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  });
  const [status] = await once(child, 'close');
  return status;
}

function fingerprint() {
  const hash = createHash('sha256');
  const visit = (path) => {
    if (!existsSync(path) || path === join('public', 'generated')) return;
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
    } else {
      hash.update(path).update(readFileSync(path));
    }
  };
  for (const source of SOURCES) visit(source);
  return hash.digest('hex');
}
