/** A stretch of a song in beats. */
export interface Span {
  from: number;
  length: number;
}

/** Share of a span that others have taken already, 0 to 1 and above where several did. */
export function overlapShare(from: number, length: number, others: readonly Span[]): number {
  let shared = 0;
  for (const other of others) {
    const end = Math.min(from + length, other.from + other.length);
    shared += Math.max(0, end - Math.max(from, other.from));
  }
  return length > 0 ? shared / length : 0;
}
