import { expect, test } from './support/studio';

test.describe('the studio is closed to the outside', () => {
  for (const path of ['/', '/remix', '/settings', '/system']) {
    test(`security headers are on for ${path}`, async ({ request }) => {
      const headers = (await request.get(path)).headers();
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
      expect(headers['x-content-type-options']).toBe('nosniff');
      const rules = headers['content-security-policy'];
      expect(rules).toContain("default-src 'self'");
      expect(rules).not.toMatch(/https?:|\*/);
      expect(rules.split(';').find((rule) => rule.includes('script-src'))).not.toMatch(
        /'unsafe-inline'|'unsafe-eval'/,
      );
    });
  }

  test('ONNX Runtime loads in a worker from our own files, with threads', async ({ page }) => {
    await page.goto('/system');
    expect(await page.evaluate(() => self.crossOriginIsolated)).toBe(true);
    const runtime = page.getByRole('listitem').filter({ hasText: 'ONNX' });
    await expect(runtime).toContainText(/runs in a worker on \d+ threads/);
  });
});
