import { readFile } from 'node:fs/promises';
import { createRandom } from '@/lib/base/random';
import { labelsToJsonl } from '@/lib/labels/exchange/export-labels';
import { hiddenTasteLabels, sketchedRequests } from '@/lib/learn/testing/hidden-taste';
import { expect, test } from '../support/demo-studio';
import { WORK_TIMEOUT_MS } from '../support/studio';

const LABELS = 600;

test('answers train a model that changes the order of the candidates, is put in use, and taken back', async ({
  page,
}) => {
  const labels = hiddenTasteLabels(sketchedRequests(120, 3), LABELS, 0.05, createRandom(9));
  await page.goto('/label');
  await page.getByLabel('File of answers').setInputFiles({
    name: 'labels.jsonl',
    mimeType: 'application/jsonl',
    buffer: Buffer.from(labelsToJsonl(labels)),
  });
  await expect(page.getByText(`Answers: ${LABELS} new`)).toBeVisible();

  await page.getByRole('navigation').getByRole('link', { name: 'Learn' }).click();
  await expect(page.getByText('answers to learn from')).toBeVisible();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  const use = page.getByRole('button', { name: 'Use this model' });
  await expect(use).toBeVisible({ timeout: WORK_TIMEOUT_MS });
  await expect(page.getByRole('list', { name: 'In the order of the model in use' })).toContainText(
    /up to|down to/,
  );
  await use.click();
  await expect(page.getByText('This model is in use.')).toBeVisible();

  await page.reload();
  await expect(page.getByText('This model is in use.')).toBeVisible();
  await page.getByRole('button', { name: 'Go back to the model before' }).click();
  await expect(page.getByText('This model is in use.')).toHaveCount(0);
  await expect(use).toBeVisible();

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = await downloading;
  await page.getByLabel('File of a training or a model').setInputFiles({
    name: download.suggestedFilename(),
    mimeType: 'application/json',
    buffer: await readFile(await download.path()),
  });
  await page.getByLabel('Compare with').selectOption({ index: 1 });
  await expect(page.getByRole('row', { name: /held-out answers of people/ })).toBeVisible();
});
