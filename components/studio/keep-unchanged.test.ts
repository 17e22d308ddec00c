import { expect, test } from 'vitest';
import { keepUnchanged } from './keep-unchanged';

test('what is as before is the same object, what is not is new', () => {
  const before = {
    title: 'one',
    renders: { p: { beats: [0, 1], wave: Uint8Array.of(1, 2) } },
    plans: [{ id: 1 }],
  };
  const renamed = keepUnchanged(before, { ...structuredClone(before), title: 'two' });
  expect(renamed).toEqual({ ...before, title: 'two' });
  expect(renamed.renders).toBe(before.renders);
  expect(renamed.plans).toBe(before.plans);

  const longer = structuredClone(before);
  longer.plans.push({ id: 2 });
  longer.renders.p.wave[0] = 9;
  const changed = keepUnchanged(before, longer);
  expect(changed).toEqual(longer);
  expect(changed.plans[0]).toBe(before.plans[0]);
  expect(changed.renders.p.beats).toBe(before.renders.p.beats);
  expect(keepUnchanged(before, structuredClone(before))).toBe(before);
  expect(keepUnchanged<object>({ a: undefined }, { b: undefined })).toEqual({ b: undefined });
});
