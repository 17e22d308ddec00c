import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { pairwiseLabelSchema } from '@/lib/labels/pairwise-label';
import { expect, test } from '../support/demo-studio';
import { WORK_TIMEOUT_MS } from '../support/studio';

/** Listening sixteen times as fast: the rule counts seconds of sound, and the test has none to lose. */
const SPEED = 16;

async function listenFaster(page: Page): Promise<void> {
  await page.addInitScript((speed) => {
    const Real = window.AudioContext;
    window.AudioContext = class extends Real {
      constructor(options: AudioContextOptions = {}) {
        super({ ...options, sampleRate: 44_100 * speed });
      }
    };
  }, SPEED);
}

async function answerPair(page: Page, number: number, total: number): Promise<void> {
  await expect(page.getByRole('heading', { name: `Pair ${number} of ${total}` })).toBeVisible({
    timeout: WORK_TIMEOUT_MS,
  });
  const heard = page.getByText('Heard', { exact: true });
  await expect(page.getByRole('button', { name: 'Listen to A' })).toBeEnabled({
    timeout: WORK_TIMEOUT_MS,
  });
  await page.keyboard.press('a');
  await expect(heard).toHaveCount(1, { timeout: 15_000 });
  await page.keyboard.press('b');
  await expect(heard).toHaveCount(2, { timeout: 15_000 });
  await page.keyboard.press('4');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
}

test('twelve pairs are answered by keyboard alone, through a reload, and taken elsewhere', async ({
  page,
  browser,
  baseURL,
}) => {
  await listenFaster(page);
  await page.goto('/label');
  await page.getByLabel('Who rates?').fill('Kim');
  await page.keyboard.press('Enter');

  await page.getByRole('button', { name: 'Closed headphones' }).press('Enter');
  await page.getByRole('button', { name: 'Play the noise' }).press('Enter');
  await page.getByRole('button', { name: 'The level is right' }).press('Enter');
  await page.getByRole('button', { name: 'Play the tone' }).press('Enter');
  await page.getByRole('button', { name: 'On the left' }).press('Enter');
  await page.getByRole('button', { name: 'Start', exact: true }).press('Enter');
  for (const level of ['bad', 'fair', 'good']) {
    await expect(page.getByRole('heading', { name: `An example of a ${level} one` })).toBeVisible();
    const goOn = page.getByRole('button', { name: 'Go on' });
    await expect(goOn).toBeEnabled({ timeout: WORK_TIMEOUT_MS });
    await goOn.press('Enter');
  }

  for (let pair = 1; pair <= 6; pair++) await answerPair(page, pair, 12);
  await expect(page.getByRole('heading', { name: 'Pair 7 of 12' })).toBeVisible();
  const shown = await page.content();
  expect(shown, 'nothing tells which plan is which').not.toMatch(/standard-arc|hook-first|dj-lift/);

  await page.reload();
  await page.getByRole('button', { name: 'Go on' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Pair 7 of 12' })).toBeVisible();
  const secondTab = await page.context().newPage();
  await secondTab.goto('/label');
  await secondTab.getByRole('button', { name: 'Go on' }).press('Enter');
  await expect(secondTab.getByText('open in another tab')).toBeVisible();
  await secondTab.close();
  await page.keyboard.press('z');
  await expect(page.getByRole('heading', { name: 'Pair 6 of 12' })).toBeVisible();
  for (let pair = 6; pair <= 12; pair++) await answerPair(page, pair, 12);
  await expect(page.getByRole('heading', { name: 'Done: 12 pairs answered' })).toBeVisible();

  await page.getByRole('button', { name: 'Back to the sessions' }).press('Enter');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as JSONL' }).press('Enter');
  const text = await readFile(await (await downloading).path(), 'utf8');
  const labels = text
    .trimEnd()
    .split('\n')
    .map((line) => pairwiseLabelSchema.parse(JSON.parse(line)));
  expect(labels).toHaveLength(12);
  for (const { a, b, winner, confidence, switches } of labels) {
    expect(Math.abs(a.loudnessLufs - b.loudnessLufs)).toBeLessThanOrEqual(0.2);
    expect(Math.min(a.heardSeconds, b.heardSeconds)).toBeGreaterThanOrEqual(5);
    expect(switches.length).toBeGreaterThan(0);
    expect(winner).toBe('b');
    expect(confidence).toBe('high');
    expect(b.rubric.arrangement).toBe(4);
  }

  const elsewhere = await browser.newContext({ baseURL });
  const other = await elsewhere.newPage();
  await other.goto('/label');
  await other.getByLabel('File of answers').setInputFiles({
    name: 'labels.jsonl',
    mimeType: 'application/jsonl',
    buffer: Buffer.from(`${text}{"schema":1,"id":\n`),
  });
  await expect(other.getByText('Answers: 12 new')).toBeVisible();
  await expect(other.getByText('Line 13')).toBeVisible();
  await other.goto('/label/quality');
  await expect(other.getByRole('heading', { name: 'Consistency with oneself' })).toBeVisible();
  await elsewhere.close();
});
