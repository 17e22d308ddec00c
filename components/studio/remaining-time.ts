/** How long a task will still take, from how long it has taken so far. */

/** Before this much has passed, or has been done, any figure would be a guess. */
const MIN_ELAPSED_SECONDS = 2;
const MIN_FRACTION = 0.05;

/** @returns seconds, or null while there is too little to go by */
export function remainingSeconds(elapsedSeconds: number, fraction: number): number | null {
  if (elapsedSeconds < MIN_ELAPSED_SECONDS || fraction < MIN_FRACTION || fraction >= 1) return null;
  return (elapsedSeconds * (1 - fraction)) / fraction;
}
