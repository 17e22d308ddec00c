/**
 * A value that was read anew, with whatever in it is as before being the same objects: what hangs on those is
 * not made again. For what JSON can say, and bytes.
 */
export function keepUnchanged<T>(before: T, after: T): T {
  if (Object.is(before, after)) return before;
  if (!isObject(before) || !isObject(after)) return after;
  if (before instanceof Uint8Array && after instanceof Uint8Array) {
    const isSame = before.length === after.length && after.every((one, i) => one === before[i]);
    return isSame ? before : after;
  }
  if (before.constructor !== after.constructor) return after;
  const entries = Object.entries(after).map(
    ([key, value]) => [key, keepUnchanged(before[key], value)] as const,
  );
  const isSame =
    entries.length === Object.keys(before).length &&
    entries.every(([key, value]) => key in before && Object.is(value, before[key]));
  if (isSame) return before;
  return Object.assign(Array.isArray(after) ? [] : {}, Object.fromEntries(entries)) as T;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
