/** What axe says of a page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or worse on the page as it stands. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  // Without preloading: axe would copy style sheets inline, which the page's content rules forbid.
  return page.evaluate(async () => {
    const { axe } = window as unknown as typeof import('axe-core') & {
      axe: typeof import('axe-core');
    };
    const { violations } = await axe.run({ preload: false });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

/** Whether nothing has to be scrolled sideways. */
export async function fitsItsWindow(page: Page): Promise<boolean> {
  return page.evaluate(
    () => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
  );
}

/** Nothing serious by axe, and nothing to scroll sideways from a telephone to a large screen. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  expect(await seriousFindings(page), state).toEqual([]);
  const before = page.viewportSize();
  for (const width of [360, 1280, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await fitsItsWindow(page), `${state} at ${width} px`).toBe(true);
  }
  if (before) await page.setViewportSize(before);
}
