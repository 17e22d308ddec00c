/** The built app in a real Chromium, for benchmarks of the page. Needs a build (`npm run build`). */
import { spawn } from 'node:child_process';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { ensureChromium } from '../scripts/chromium.mjs';

const PORT = 3220;
export const APP_URL = `http://localhost:${PORT}`;

/** Serves the app. @param environment beside this process's own */
export function startApp(environment: Record<string, string> = {}) {
  const server = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', '--port', String(PORT)],
    { stdio: 'ignore', env: { ...process.env, ...environment } },
  );
  return { pid: server.pid, stop: () => server.kill() };
}

/** Serves the app, opens a browser, and closes both whatever comes of the work. */
export async function inBuiltApp<T>(work: (context: BrowserContext) => Promise<T>): Promise<T> {
  const executablePath = ensureChromium() || undefined;
  const app = startApp();
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
  try {
    return await work(await browser.newContext());
  } finally {
    await browser.close();
    app.stop();
  }
}

/** Opens the library as soon as the server answers. */
export async function openLibrary(page: Page): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await page.goto(APP_URL);
      await page.getByRole('button', { name: 'Try the demo' }).waitFor();
      return;
    } catch (error) {
      if (attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
