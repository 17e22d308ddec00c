/**
 * A piece of work in a worker of a real Chromium, as the app's own workers run: bundled, served with the
 * headers of an isolated page, its result handed back.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from 'esbuild';
import { ensureChromium } from '../../scripts/chromium.mjs';

const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const;
/** What workers load by address lies here, served under its own path. */
const SERVED = { '/onnxruntime/': 'node_modules/onnxruntime-web/dist', '/models/': 'models' };

/** As text, since what runs this file rewrites functions in a way that no page understands. */
const RUN_IN_WORKER = `(argument) => new Promise((resolve, reject) => {
  const worker = new Worker('/work.js', { type: 'module' });
  worker.onerror = (event) => reject(new Error(event.message));
  worker.onmessage = ({ data }) => (data.ok ? resolve(data.value) : reject(new Error(data.message)));
  worker.postMessage(argument);
})`;

/**
 * @param entry module under `bench/work` whose `run(argument)` is called; argument and result are JSON
 * @returns what it came to
 */
export async function inChromiumWorker<T>(entry: string, argument: unknown = null): Promise<T> {
  const server = await serve(await bundle(entry));
  const browser = await chromium.launch({
    executablePath: ensureChromium() || undefined,
    args: ['--no-sandbox', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    return await page.evaluate<T>(`(${RUN_IN_WORKER})(${JSON.stringify(argument)})`);
  } finally {
    await browser.close();
    server.close();
  }
}

async function bundle(entry: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { run } from './${entry}';
        self.onmessage = async ({ data }) => {
          try {
            self.postMessage({ ok: true, value: await run(data) });
          } catch (error) {
            self.postMessage({ ok: false, message: String(error) });
          }
        };`,
      resolveDir: 'bench/work',
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['onnxruntime-web-use-extern-wasm'],
  });
  return outputFiles[0].contents;
}

async function serve(work: Uint8Array): Promise<Server> {
  const answer = async (path: string): Promise<[type: string, body: Uint8Array | string]> => {
    if (path === '/') return ['text/html', '<!doctype html><title>bench</title>'];
    if (path === '/work.js') return ['text/javascript', work];
    const folder = Object.entries(SERVED).find(([prefix]) => path.startsWith(prefix));
    if (!folder) throw new Error(`nothing at ${path}`);
    const type = path.endsWith('.wasm') ? 'application/wasm' : 'text/javascript';
    return [type, await readFile(join(folder[1], path.slice(folder[0].length)))];
  };
  const server = createServer((request, response) => {
    answer(request.url ?? '/').then(
      ([type, body]) => response.writeHead(200, { ...HEADERS, 'Content-Type': type }).end(body),
      () => response.writeHead(404, HEADERS).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return server;
}
