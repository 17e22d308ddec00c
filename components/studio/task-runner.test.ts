import { afterEach, expect, it, vi } from 'vitest';
import { TaskRunner } from './task-runner';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('ends a task that is cancelled while it waits for its turn at once, and never begins it', async () => {
  vi.stubGlobal(
    'Worker',
    class {
      addEventListener = () => undefined;
      postMessage = () => undefined;
    },
  );
  const runner = new TaskRunner();
  const onProgress = () => undefined;
  let endFirst = () => {};
  const first = runner.run<string>(
    () =>
      new Promise((resolve) => {
        endFirst = () => resolve({ ok: true, value: 'first' });
      }),
    { signal: new AbortController().signal, onProgress },
  );
  const controller = new AbortController();
  const work = vi.fn();
  const second = runner.run(work, { signal: controller.signal, onProgress });
  controller.abort();
  await expect(second).rejects.toMatchObject({ code: 'aborted' });
  endFirst();
  expect(await first).toBe('first');
  const third = runner.run(async () => ({ ok: true, value: 'third' }) as const, {
    signal: new AbortController().signal,
    onProgress,
  });
  expect(await third).toBe('third');
  expect(work).not.toHaveBeenCalled();
});
