/** What is kept of the breaker of choosing by taste: all tabs share it, and it outlasts them. */
import { z } from 'zod';
import type { BreakerMemory } from '@/lib/taste/selection/breaker';
import { readOne } from './read-records';
import type { RecordTables } from './record-tables';

const breakerSchema = z.object({
  id: z.literal('breaker'),
  failuresInARow: z.number().int().nonnegative(),
  /** By the clock of the day. */
  openUntilMs: z.number().nullable(),
});

export interface BreakerStore {
  /** null where nothing has failed yet. */
  read(): Promise<BreakerMemory | null>;
  keep(memory: BreakerMemory): Promise<void>;
}

export function createBreakerStore({ taste }: Pick<RecordTables, 'taste'>): BreakerStore {
  return {
    async read() {
      const record = await readOne(taste, breakerSchema, 'breaker');
      return record && { failuresInARow: record.failuresInARow, openUntilMs: record.openUntilMs };
    },
    keep: (memory) => taste.put({ id: 'breaker', ...memory }),
  };
}
