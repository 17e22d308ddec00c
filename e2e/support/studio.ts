/** The studio as a test meets it: a page that is watched for what must never happen. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';

/** What a page did that it must not do. */
export interface Watch {
  foreignRequests: string[];
  errors: string[];
}

export const test = base.extend<{ watch: Watch }>({
  watch: [
    async ({ page, baseURL }, use) => {
      const watch = watchPage(page, baseURL ?? '');
      await use(watch);
      expectNothingForbidden(watch);
    },
    { auto: true },
  ],
});

/** Notes from now on what a page does that it must not do. */
export function watchPage(page: Page, baseURL: string): Watch {
  const watch: Watch = { foreignRequests: [], errors: [] };
  const { origin } = new URL(baseURL);
  page.on('request', (request) => {
    const { protocol, origin: from } = new URL(request.url());
    const isLocal = protocol === 'blob:' || protocol === 'data:' || from === origin;
    if (!isLocal) watch.foreignRequests.push(request.url());
  });
  page.on('pageerror', (error) => watch.errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') watch.errors.push(message.text());
  });
  return watch;
}

export function expectNothingForbidden({ foreignRequests, errors }: Watch): void {
  expect(foreignRequests, 'requests that leave the machine').toEqual([]);
  expect(errors, 'errors on the page, broken content rules among them').toEqual([]);
}

export { expect };

/** Drops files on the page as a hand does: real drag events that carry real files. */
export async function dropFiles(
  page: Page,
  files: readonly { name: string; bytes: Uint8Array }[],
): Promise<void> {
  const { outputDir } = test.info();
  await mkdir(outputDir, { recursive: true });
  const folder = await mkdtemp(join(outputDir, 'dropped-'));
  const paths = files.map(({ name }, i) => join(folder, String(i), name));
  for (const [i, { bytes }] of files.entries()) {
    await mkdir(dirname(paths[i]));
    await writeFile(paths[i], bytes);
  }
  // Chosen first, since a browser reads what it is handed by path, and what is handed over in a message slowly.
  const chosen = await page.evaluateHandle(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    return input;
  });
  await chosen.setInputFiles(paths);
  const transfer = await chosen.evaluateHandle((input) => {
    const data = new DataTransfer();
    for (const file of input.files ?? []) data.items.add(file);
    return data;
  });
  // A page that is not awake yet lets files fall: as a hand would, wait until it says that it takes them.
  await expect(async () => {
    await page.dispatchEvent('main', 'dragover', { dataTransfer: transfer });
    await expect(page.getByText("Drop songs, or a song's stems")).toBeVisible({ timeout: 200 });
  }).toPass();
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
}

/** The panel of the remix that is open. */
export function openRemix(page: Page) {
  return page.getByRole('region', { name: 'Remix', exact: true });
}

/** A remix is shown and heard before it is rendered, and handed out once it is. */
export async function untilRendered(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Download WAV' })).toBeEnabled({
    timeout: WORK_TIMEOUT_MS,
  });
}

/** A row of the library that holds a finished song. */
export function songRow(page: Page, title: string) {
  return page
    .getByRole('list', { name: 'Songs' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: title, exact: true }) });
}

/** Long enough for a song on two busy cores. */
export const WORK_TIMEOUT_MS = 120_000;

/** Must run before the page loads: listens in on everything that goes to the loudspeakers. */
export async function tapLoudspeakers(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const analysers: AnalyserNode[] = [];
    const connect = AudioNode.prototype.connect;
    AudioNode.prototype.connect = function (this: AudioNode, ...args: unknown[]) {
      const [target] = args;
      if (target instanceof AudioDestinationNode) {
        const analyser = this.context.createAnalyser();
        analyser.fftSize = 16_384;
        Reflect.apply(connect, this, [analyser]);
        analysers.push(analyser);
      }
      return Reflect.apply(connect, this, args);
    } as typeof connect;
    Object.assign(window, {
      analysers,
      loudestSample: () => {
        let loudest = 0;
        for (const analyser of analysers) {
          const samples = new Float32Array(analyser.fftSize);
          analyser.getFloatTimeDomainData(samples);
          for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample));
        }
        return loudest;
      },
    });
  });
  return () =>
    page.evaluate(() => (window as unknown as { loudestSample(): number }).loudestSample());
}

/** How long was listened and how long nothing was heard at a stretch, by the clock of the sound itself. */
interface Listened {
  heardSeconds: number;
  longestSilenceSeconds: number;
}

/** Needs {@link tapLoudspeakers}, and sound: listens from now on. */
export async function listenForSilence(page: Page): Promise<() => Promise<Listened>> {
  const listened = await page.evaluateHandle(() => {
    const { analysers } = window as unknown as { analysers: AnalyserNode[] };
    const heard = { heardSeconds: 0, longestSilenceSeconds: 0 };
    const [analyser] = analysers;
    const { context, fftSize } = analyser;
    const samples = new Float32Array(fftSize);
    // What the analyser holds of the time before is not listened to.
    const start = context.currentTime + fftSize / context.sampleRate;
    setInterval(() => {
      heard.heardSeconds = context.currentTime - start;
      if (heard.heardSeconds < 0) return;
      analyser.getFloatTimeDomainData(samples);
      let run = 0;
      for (const sample of samples) {
        run = Math.abs(sample) < 1e-4 ? run + 1 : 0;
        const seconds = run / context.sampleRate;
        heard.longestSilenceSeconds = Math.max(heard.longestSilenceSeconds, seconds);
      }
    }, 100);
    return heard;
  });
  return () => listened.jsonValue();
}
