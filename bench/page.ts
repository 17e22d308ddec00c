/**
 * Whether the page stays awake: the longest task of the page's own thread while the demo is composed,
 * taken apart, analysed and remixed in the built app. Needs a build (`npm run build`) and a Chromium.
 */
import { spawn } from 'node:child_process';
import { chromium, type Page } from '@playwright/test';
import { ensureChromium } from '../scripts/chromium.mjs';

const PORT = 3220;
const WORK_TIMEOUT_MS = 300_000;

/** As text, since what runs this file rewrites functions in a way that no page understands. */
const WATCH_LONG_TASKS = `
  const tasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      tasks.push({ startMs: startTime, durationMs: duration });
    }
  }).observe({ type: 'longtask', buffered: true });
  window.takeLongTasks = () => tasks.splice(0);
`;

interface LongTask {
  startMs: number;
  durationMs: number;
}

export interface PageFigures {
  /** Tasks over 50 ms by what was going on; the browser reports no shorter ones. */
  longTasks: Record<string, LongTask[]>;
  secondsToReady: number;
  secondsToRemix: number;
}

export async function run(): Promise<PageFigures> {
  const executablePath = ensureChromium() || undefined;
  const server = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', '--port', String(PORT)],
    { stdio: 'ignore' },
  );
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
  try {
    return await measure(await browser.newPage());
  } finally {
    await browser.close();
    server.kill();
  }
}

async function measure(page: Page): Promise<PageFigures> {
  await page.addInitScript({ content: WATCH_LONG_TASKS });
  const takeLongTasks = () => page.evaluate<LongTask[]>('window.takeLongTasks()');
  await whenServed(page);
  const longTasks: PageFigures['longTasks'] = {};
  longTasks.opening = await takeLongTasks();
  const started = performance.now();
  await page.getByRole('button', { name: 'Try the demo' }).click();
  await page.getByLabel('What should the remix be?').waitFor({ timeout: WORK_TIMEOUT_MS });
  const ready = performance.now();
  longTasks['preparing two songs'] = await takeLongTasks();
  await page.getByRole('button', { name: 'Make the remix' }).click();
  await page.getByRole('button', { name: 'Play the remix' }).waitFor({ timeout: WORK_TIMEOUT_MS });
  const made = performance.now();
  longTasks['making the remix'] = await takeLongTasks();
  await page.getByRole('button', { name: 'Play the remix' }).click();
  await page.getByRole('button', { name: 'Solo vocals' }).click();
  await page.waitForTimeout(5000);
  longTasks.playing = await takeLongTasks();
  return {
    longTasks,
    secondsToReady: (ready - started) / 1000,
    secondsToRemix: (made - ready) / 1000,
  };
}

async function whenServed(page: Page): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await page.goto(`http://localhost:${PORT}/`);
      await page.getByRole('button', { name: 'Try the demo' }).waitFor();
      return;
    } catch (error) {
      if (attempt === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
