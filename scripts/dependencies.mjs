/**
 * Installs the packages of the lock file where they are missing or stale. Plain JavaScript without
 * imports from npm, since it runs before anything is installed.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const MIN_NODE = [20, 12];
const STAMP_FILE = 'node_modules/.segue-installed';

/** Ends with a sentence where Node is too old; installs where the lock file is not what is installed. */
export function ensureDependencies() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < MIN_NODE[0] || (major === MIN_NODE[0] && minor < MIN_NODE[1])) {
    console.error(
      `Segue needs Node ${MIN_NODE.join('.')} or newer and this is ${process.versions.node}. Install a newer one from nodejs.org and try again.`,
    );
    process.exit(1);
  }
  const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  if (existsSync(STAMP_FILE) && readFileSync(STAMP_FILE, 'utf8') === wanted) return;
  console.error('Installing packages …');
  try {
    execFileSync(npmCommand(), ['ci', '--no-fund', '--no-audit'], {
      // Standard output belongs to the command that is run afterwards.
      stdio: ['ignore', 2, 2],
      // Newer versions of npm do not hand on what `.npmrc` says to a package's own script.
      env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
      shell: process.platform === 'win32',
    });
  } catch {
    console.error('The packages could not be installed. Check your connection and try again.');
    process.exit(1);
  }
  writeFileSync(STAMP_FILE, wanted);
}

function npmCommand() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}
