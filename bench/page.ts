/**
 * Whether the page stays awake, and how soon it sounds: the tasks of the page's own thread over 50 ms while the
 * demo is composed, taken apart, analysed and remixed in the built app, and the time from a press to the sound.
 * Needs a build (`npm run build`) and a Chromium.
 */
import type { Page } from '@playwright/test';
import { inBuiltApp, openLibrary } from './built-app';

const WORK_TIMEOUT_MS = 300_000;
/** Typed as a hand does. */
const SENTENCE = 'build slowly to a big drop';
const KEY_MS = 60;

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

/** Listens in on what goes to the loudspeakers. */
const LISTEN = `
  const analysers = [];
  const { connect } = AudioNode.prototype;
  AudioNode.prototype.connect = function (...args) {
    if (args[0] instanceof AudioDestinationNode) {
      const analyser = this.context.createAnalyser();
      Reflect.apply(connect, this, [analyser]);
      analysers.push(analyser);
    }
    return Reflect.apply(connect, this, args);
  };
  const isHeard = (analyser) => {
    const samples = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(samples);
    return samples.some((sample) => Math.abs(sample) > 0.002);
  };
  window.untilHeard = () =>
    new Promise((resolve) => {
      const timer = setInterval(() => {
        if (!analysers.some(isHeard)) return;
        clearInterval(timer);
        resolve();
      }, 10);
    });
`;

interface LongTask {
  startMs: number;
  durationMs: number;
}

export interface PageFigures {
  /** Tasks over 50 ms by what was going on; the browser reports no shorter ones. */
  longTasks: Record<string, LongTask[]>;
  secondsToReady: number;
  /** From the sentence until play can be pressed. */
  secondsToPlan: number;
  /** From the sentence to the first sound, play pressed as soon as it can be. */
  secondsToSound: number;
  /** From the sentence to the finished render, which is played meanwhile. */
  secondsToRemix: number;
  /** From the press on a candidate that is not rendered, and on play, to its sound. */
  secondsToCandidate: number;
}

export function run(): Promise<PageFigures> {
  return inBuiltApp(async (context) => measure(await context.newPage()));
}

async function measure(page: Page): Promise<PageFigures> {
  await page.addInitScript({ content: WATCH_LONG_TASKS });
  await page.addInitScript({ content: LISTEN });
  const takeLongTasks = () => page.evaluate<LongTask[]>('window.takeLongTasks()');
  const untilHeard = () => page.evaluate('window.untilHeard()');
  const untilRendered = () =>
    // What is handed out has been rendered.
    page
      .locator('button:enabled', { hasText: 'Download WAV' })
      .waitFor({ timeout: WORK_TIMEOUT_MS });
  await openLibrary(page);
  const longTasks: PageFigures['longTasks'] = {};
  longTasks.opening = await takeLongTasks();
  const prepared = stopwatch();
  await page.getByRole('button', { name: 'Try the demo' }).click();
  const sentence = page.getByLabel('What should the remix be?');
  await sentence.waitFor({ timeout: WORK_TIMEOUT_MS });
  const secondsToReady = prepared();
  longTasks['preparing two songs'] = await takeLongTasks();
  await sentence.pressSequentially(SENTENCE, { delay: KEY_MS });
  longTasks['writing the sentence'] = await takeLongTasks();
  const asked = stopwatch();
  await page.getByRole('button', { name: 'Make the remix' }).click();
  const play = page.getByRole('button', { name: 'Play the remix' });
  await play.waitFor({ timeout: WORK_TIMEOUT_MS });
  const secondsToPlan = asked();
  longTasks['showing the plan'] = await takeLongTasks();
  await play.click();
  await untilHeard();
  const secondsToSound = asked();
  longTasks['first sound'] = await takeLongTasks();
  await untilRendered();
  const secondsToRemix = asked();
  await page.getByRole('button', { name: 'Solo vocals' }).click();
  await page.waitForTimeout(5000);
  longTasks['playing while it is rendered, and on'] = await takeLongTasks();
  await page.getByRole('button', { name: 'Pause the remix' }).click();
  // What has been heard dies away.
  await page.waitForTimeout(1000);
  const chosen = stopwatch();
  await page.getByRole('button', { name: /^Candidate 2/ }).click();
  await play.click();
  await untilHeard();
  const secondsToCandidate = chosen();
  await untilRendered();
  longTasks['another candidate'] = await takeLongTasks();
  return {
    longTasks,
    secondsToReady,
    secondsToPlan,
    secondsToSound,
    secondsToRemix,
    secondsToCandidate,
  };
}

/** @returns a function that tells how many seconds have passed */
function stopwatch(): () => number {
  const started = performance.now();
  return () => (performance.now() - started) / 1000;
}
