/** `npm start`: installs what is missing, builds what has changed, serves the studio. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { ensureBuild } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';

const port = Number(process.env.PORT ?? 3000);

if (!Number.isInteger(port) || port < 1 || port > 65535) {
  console.error(`PORT takes a number from 1 to 65535, not "${process.env.PORT}".`);
  process.exit(1);
}
ensureDependencies();
if (!(await isFree(port))) {
  console.error(
    `Port ${port} is taken by another program. Close it, or choose another: PORT=3001 npm start`,
  );
  process.exit(1);
}
if (!(await ensureBuild())) {
  console.error('The studio could not be built; the lines above say why.');
  process.exit(1);
}
console.log(`\nSegue is at http://localhost:${port} (Ctrl+C ends it)\n`);
// Nobody else on the network is served: the studio keeps songs in this machine's browser anyway.
const server = spawn(
  process.execPath,
  ['node_modules/next/dist/bin/next', 'start', '--hostname', 'localhost', '--port', String(port)],
  { stdio: 'inherit', env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' } },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 0));

function isFree(candidate) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(candidate, () => probe.close(() => resolve(true)));
  });
}
