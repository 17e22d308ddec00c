/**
 * Whether the page stays awake: the longest task of the page's own thread while the demo is composed,
 * taken apart, analysed and remixed in the built app. Needs a build (`npm run build`) and a Chromium.
 */
import type { Page } from '@playwright/test';
import { inBuiltApp, openLibrary } from './built-app';

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
  /** Until play can be pressed. */
  secondsToPlan: number;
  secondsToRemix: number;
}

export function run(): Promise<PageFigures> {
  return inBuiltApp(async (context) => measure(await context.newPage()));
}

async function measure(page: Page): Promise<PageFigures> {
  await page.addInitScript({ content: WATCH_LONG_TASKS });
  const takeLongTasks = () => page.evaluate<LongTask[]>('window.takeLongTasks()');
  await openLibrary(page);
  const longTasks: PageFigures['longTasks'] = {};
  longTasks.opening = await takeLongTasks();
  const started = performance.now();
  await page.getByRole('button', { name: 'Try the demo' }).click();
  await page.getByLabel('What should the remix be?').waitFor({ timeout: WORK_TIMEOUT_MS });
  const ready = performance.now();
  longTasks['preparing two songs'] = await takeLongTasks();
  await page.getByRole('button', { name: 'Make the remix' }).click();
  const play = page.getByRole('button', { name: 'Play the remix' });
  await play.waitFor({ timeout: WORK_TIMEOUT_MS });
  const planned = performance.now();
  // What is handed out has been rendered.
  const download = page.locator('button:enabled', { hasText: 'Download WAV' });
  await download.waitFor({ timeout: WORK_TIMEOUT_MS });
  const made = performance.now();
  longTasks['making the remix'] = await takeLongTasks();
  await play.click();
  await page.getByRole('button', { name: 'Solo vocals' }).click();
  await page.waitForTimeout(5000);
  longTasks.playing = await takeLongTasks();
  return {
    longTasks,
    secondsToReady: (ready - started) / 1000,
    secondsToPlan: (planned - ready) / 1000,
    secondsToRemix: (made - ready) / 1000,
  };
}
