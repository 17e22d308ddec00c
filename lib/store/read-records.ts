/** Records as they come out of a table, checked: what is not understood is left alone, and counted. */
import type { z } from 'zod';
import type { RecordTable } from './record-tables';

export interface ReadRecords<T> {
  records: T[];
  /** Made by another version or damaged: not shown, not deleted. */
  unreadable: number;
}

export async function readAll<T>(
  table: RecordTable,
  schema: z.ZodType<T>,
): Promise<ReadRecords<T>> {
  const records: T[] = [];
  let unreadable = 0;
  for (const stored of await table.getAll()) {
    const { success, data } = schema.safeParse(stored);
    if (success) records.push(data);
    else unreadable += 1;
  }
  return { records, unreadable };
}

/**
 * Changes a record in one step with reading it.
 * @returns the changed one; null where there is none, or none that is understood
 */
export async function changeOne<T extends { id: string }>(
  table: RecordTable,
  schema: z.ZodType<T>,
  id: string,
  change: (record: T) => T,
): Promise<T | null> {
  let changed: T | null = null;
  await table.update(id, (stored) => {
    const { success, data } = schema.safeParse(stored);
    changed = success ? change(data) : null;
    return changed;
  });
  return changed;
}

/** null where there is none, or none that is understood. */
export async function readOne<T>(
  table: RecordTable,
  schema: z.ZodType<T>,
  id: string,
): Promise<T | null> {
  const { success, data } = schema.safeParse(await table.get(id));
  return success ? data : null;
}
