import { expectAccessible } from '../support/accessibility';
import { expect, test } from '../support/demo-studio';
import { openRemix } from '../support/studio';

test('pages full of work are free of serious findings and fit from 360 to 2,560 pixels', async ({
  page,
}) => {
  await page.goto('/remix');
  await page.getByRole('region', { name: 'Your remixes' }).getByRole('link').first().click();
  await expect(openRemix(page)).toBeVisible();
  await expectAccessible(page, 'remix page with a remix');
  await page.goto('/');
  await page.getByRole('link', { name: 'Nightline', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Play/ })).toBeVisible();
  await expectAccessible(page, 'song page');
  await page.goto('/label');
  await expect(page.getByLabel('Who rates?')).toBeVisible();
  await expectAccessible(page, 'labelling page');
  await page.goto('/learn');
  await expect(page.getByText('answers to learn from')).toBeVisible();
  await expectAccessible(page, 'learn page');
});
