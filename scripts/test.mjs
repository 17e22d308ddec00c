/**
 * `npm test`: installs what is missing, then types, style, layers, unit tests and end-to-end tests.
 * The last line counts them all; every check counts as one, every test as one.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { ensureBuild } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensureDependencies } from './dependencies.mjs';

const RESULTS_DIR = 'test-results';
const UNIT_RESULTS = `${RESULTS_DIR}/unit.json`;
const E2E_RESULTS = `${RESULTS_DIR}/e2e.json`;
const ENV = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };

const tally = { passed: 0, failed: 0, skipped: 0 };

ensureDependencies();
const chromium = ensureChromium();
rmSync(RESULTS_DIR, { recursive: true, force: true });
mkdirSync(RESULTS_DIR, { recursive: true });

const FOLDERS = ['app', 'components', 'lib', 'workers', 'server', 'cli', 'bench'];
const [isBuilt] = await Promise.all([
  chromium !== null && build(),
  check('types', 'typescript/bin/tsc', ['--noEmit']),
  check('style', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']),
  check('layers', 'dependency-cruiser/bin/dependency-cruise.mjs', [
    '--config',
    '.dependency-cruiser.cjs',
    ...FOLDERS,
  ]),
]);
unitTests();
await endToEndTests();

if (tally.skipped > 0) console.log(`\n${tally.skipped} skipped (the reasons are above)`);
console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed > 0 ? 1 : 0);

/** Runs beside the other checks, and is shown as a whole when it has ended. */
async function check(name, script, args) {
  const { status, output } = await runBeside([`node_modules/${script}`, ...args]);
  console.log(`\n— ${name}\n${output.trimEnd()}`);
  tally[status === 0 ? 'passed' : 'failed'] += 1;
}

async function build() {
  let output = '';
  const isBuilt = await ensureBuild(async (args) => {
    const step = await runBeside(args);
    output += step.output;
    return step.status;
  });
  console.log(`\n— build\n${output.trimEnd()}`);
  return isBuilt;
}

async function runBeside(args) {
  const child = spawn(process.execPath, args, { env: ENV });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const [status] = await once(child, 'close');
  return { status, output };
}

function unitTests() {
  console.log('\n— unit tests');
  const succeeded = node('node_modules/vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${UNIT_RESULTS}`,
  ]);
  const results = readResults(UNIT_RESULTS);
  tally.passed += results?.numPassedTests ?? 0;
  tally.failed += results?.numFailedTests ?? 0;
  tally.skipped += (results?.numPendingTests ?? 0) + (results?.numTodoTests ?? 0);
  // A file that does not load, or a runner that does not start, fails no single test but is a failure.
  if (!succeeded && !results?.numFailedTests) tally.failed += 1;
}

async function endToEndTests() {
  console.log('\n— end-to-end tests');
  if (chromium === null) {
    console.error('No Chromium was found and none could be installed.');
    tally.failed += 1;
    return;
  }
  if (!isBuilt) {
    tally.failed += 1;
    return;
  }
  const succeeded = node('node_modules/@playwright/test/cli.js', ['test'], {
    SEGUE_CHROMIUM: chromium,
    SEGUE_E2E_PORT: String(await freePort()),
    PLAYWRIGHT_JSON_OUTPUT_FILE: E2E_RESULTS,
  });
  const stats = readResults(E2E_RESULTS)?.stats;
  tally.passed += (stats?.expected ?? 0) + (stats?.flaky ?? 0);
  tally.failed += stats?.unexpected ?? 0;
  tally.skipped += stats?.skipped ?? 0;
  if (!succeeded && !stats?.unexpected) tally.failed += 1;
}

/** A port that nobody listens on: a server that a person left running is no failure. */
async function freePort() {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function node(script, args, extraEnv = {}) {
  const { status } = spawnSync(process.execPath, [script, ...args], {
    stdio: 'inherit',
    env: { ...ENV, ...extraEnv },
  });
  return status === 0;
}

function readResults(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
