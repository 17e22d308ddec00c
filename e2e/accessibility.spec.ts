import { expectAccessible } from './support/accessibility';
import { expect, test } from './support/studio';

test('pages with nothing on them yet are free of serious findings and fit from 360 to 2,560 pixels', async ({
  page,
}) => {
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Try the demo' })).toBeVisible();
  await expectAccessible(page, 'empty library');
  await page.goto('/remix');
  await expect(page.getByText('There are no songs yet')).toBeVisible();
  await expectAccessible(page, 'empty remix page');
  await page.goto('/review');
  await expect(page.getByText('There is no remix yet')).toBeVisible();
  await expectAccessible(page, 'empty review page');
  await page.goto('/system');
  await expect(page.getByRole('listitem').filter({ hasText: 'ONNX' })).toContainText('works');
  await expectAccessible(page, 'system page');
  await page.goto('/settings');
  await expect(page.getByRole('list', { name: 'Models' })).toBeVisible();
  await expectAccessible(page, 'settings page');
});
