/** How many songs are prepared at the same time. */

export interface Machine {
  cores: number;
  /** As the browser tells it, rounded and capped; undefined where it does not. */
  memoryGib?: number;
}

/** The page itself needs little; below two, one song would wait for the other on every machine. */
const FEWEST = 2;
/** Beyond it the disk and the memory are the bottleneck. */
const MOST = 3;
/** A song in the works takes up to about 1 GB, and the browser and the system want their share. */
const MEMORY_GIB_PER_SONG = 2;

export function poolSize({ cores, memoryGib = Number.POSITIVE_INFINITY }: Machine): number {
  const byCores = Math.min(MOST, Math.max(FEWEST, cores - 1));
  return Math.max(1, Math.min(byCores, Math.floor(memoryGib / MEMORY_GIB_PER_SONG)));
}
