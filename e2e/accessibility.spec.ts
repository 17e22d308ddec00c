import { fitsItsWindow, seriousFindings } from './support/accessibility';
import { expect, test, WORK_TIMEOUT_MS } from './support/studio';

test('every page is free of serious findings and fits from 360 to 2,560 pixels', async ({
  page,
}) => {
  const check = async (state: string) => {
    expect(await seriousFindings(page), state).toEqual([]);
    for (const width of [360, 1280, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await fitsItsWindow(page), `${state} at ${width} px`).toBe(true);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  };
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Try the demo' })).toBeVisible();
  await check('empty library');
  await page.goto('/remix');
  await expect(page.getByText('There are no songs yet')).toBeVisible();
  await check('empty remix page');
  await page.goto('/review');
  await expect(page.getByText('There is no remix yet')).toBeVisible();
  await check('empty review page');
  await page.goto('/system');
  await expect(page.getByRole('listitem').filter({ hasText: 'ONNX' })).toContainText('works');
  await check('system page');

  await page.goto('/');
  await page.getByRole('button', { name: 'Try the demo' }).click();
  await expect(page.getByRole('progressbar').first()).toBeVisible();
  await check('songs on their way in');
  await expect(page.getByLabel('What should the remix be?')).toBeVisible({
    timeout: WORK_TIMEOUT_MS,
  });
  await check('remix page before the remix');
  await page.getByRole('button', { name: 'Make the remix' }).click();
  await expect(page.getByRole('button', { name: 'Play the remix' })).toBeVisible({
    timeout: WORK_TIMEOUT_MS,
  });
  await check('remix page with a remix');
  await page.goto('/');
  await page.getByRole('link', { name: 'Nightline', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Play/ })).toBeVisible();
  await check('song page');
});
