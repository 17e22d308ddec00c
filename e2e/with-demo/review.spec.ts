import { fitsItsWindow, seriousFindings } from '../support/accessibility';
import { expect, test } from '../support/demo-studio';
import { openRemix, tapLoudspeakers, WORK_TIMEOUT_MS } from '../support/studio';

test('all plans of a remix are looked at, heard, compared, changed by hand and kept', async ({
  page,
}) => {
  const loudestSample = await tapLoudspeakers(page);
  await page.goto('/remix');
  const sentence = page.getByLabel('What should the remix be?');
  await sentence.fill('build slowly, wild, jazzy');
  await page.getByRole('button', { name: 'Leave out: A long build, late peak' }).click();
  await page.getByLabel('Change "Wild (creativity 3)"').selectOption('Creative (creativity 2)');
  await page.getByRole('button', { name: 'Make the remix' }).click();
  await openRemix(page).getByRole('link', { name: 'Review' }).click({ timeout: WORK_TIMEOUT_MS });

  const made = page.getByRole('list', { name: 'What was made of the sentence' });
  await expect(made.getByRole('listitem')).toHaveText([
    'Creative (creativity 2)',
    'ignored: jazzy',
  ]);
  const candidates = page.getByRole('region', { name: /^Candidates/ }).getByRole('listitem');
  await expect.poll(() => candidates.count()).toBeGreaterThanOrEqual(8);
  const open = page.getByRole('region', { name: /^Candidate 1/ });
  await expect(open.getByText('All rules are kept.')).toBeVisible();

  const lanes = open.getByRole('slider', { name: /^The open plan/ });
  await lanes.focus();
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown']) await lanes.press(key);
  await expect(page.getByRole('tooltip')).toContainText(/Drums of the .*[AB] .*bars? \d+/s);
  await lanes.press('Enter');

  const line = open.getByRole('slider', { name: /section 2$/ });
  const before = await line.getAttribute('aria-valuenow');
  const box = await line.boundingBox();
  if (!box) throw new Error('the line is not on the page');
  await page.mouse.move(box.x + 6, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 70, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect(line).not.toHaveAttribute('aria-valuenow', before ?? '');
  expect(Number(await line.getAttribute('aria-valuenow')) % 4).toBe(0);
  await page.keyboard.press('z');
  await expect(line).toHaveAttribute('aria-valuenow', before ?? '');
  await page.keyboard.press('Shift+Z');
  await expect(line).not.toHaveAttribute('aria-valuenow', before ?? '');
  await page.keyboard.press('z');

  await lanes.focus();
  await lanes.press('End');
  await lanes.press('Enter');
  await open.getByLabel('Gain of the drums').press('ArrowLeft');
  await expect(open.getByRole('button', { name: /^Undo: Drums of the outro/ })).toBeEnabled();
  for (let i = 0; i < 30; i++) {
    await open.getByRole('slider', { name: 'End of the remix' }).press('ArrowLeft');
    if (await open.getByText('outro-missing-or-weak').isVisible()) break;
  }
  await expect(open.getByText('outro-missing-or-weak')).toBeVisible();
  await expect(open.getByRole('button', { name: 'Keep as a candidate' })).toBeDisabled();
  while (await open.getByText('outro-missing-or-weak').isVisible()) await page.keyboard.press('z');

  await page.getByRole('button', { name: 'Compare with candidate 2' }).click();
  await expect(page.getByRole('region', { name: 'Side by side' }).getByRole('row')).toHaveCount(12);
  expect(await seriousFindings(page)).toEqual([]);
  for (const width of [360, 1280, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await fitsItsWindow(page), `${width} px`).toBe(true);
  }
  await page.setViewportSize({ width: 1280, height: 900 });

  const taste = page.getByRole('region', { name: 'By taste' });
  await expect(taste.getByText(/^\d+\w\w of \d+ by the ranking model/)).toBeVisible();
  await expect(
    taste.getByRole('heading', { name: /^What tells .*, changed from candidate 2/ }),
  ).toBeVisible();
  await expect(
    taste.getByRole('img', { name: /by the mixing rules: Arrangement \d+ %/ }),
  ).toBeVisible();
  await taste.getByText('All figures against the other candidates').click();
  expect(await taste.getByRole('row').count()).toBeGreaterThan(20);

  const draft = candidates.filter({ hasText: 'not kept yet' });
  await expect(draft).toHaveCount(1);
  const count = (await candidates.count()) - 1;
  await page.getByRole('button', { name: 'Edit: candidate 3' }).click();
  await expect(page.getByRole('heading', { level: 2, name: /^Candidate 3/ })).toBeVisible();
  await page.reload();
  await expect(open.getByRole('button', { name: /^Undo: / })).toBeEnabled();
  await open.getByRole('button', { name: 'Keep as a candidate' }).click();
  await expect(draft).toHaveCount(0);
  await expect(candidates).toHaveCount(count + 1);
  await expect(candidates.last()).toContainText('edited by you');
  await page.getByRole('button', { name: 'Hear the open plan' }).click();
  await expect.poll(loudestSample, { timeout: 30_000 }).toBeGreaterThan(0.005);
  await page.getByRole('button', { name: 'Pause the open plan' }).click();
  await page.reload();
  await expect(candidates).toHaveCount(count + 1);
});
