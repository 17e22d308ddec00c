/** A stretch of a song in beats. */
export interface Span {
  from: number;
  length: number;
}

/** Share of a span that others have taken already, 0 to 1 and above where several did. */
export function overlapShare(span: Span, others: readonly Span[]): number {
  let shared = 0;
  for (const other of others) {
    const end = Math.min(span.from + span.length, other.from + other.length);
    shared += Math.max(0, end - Math.max(span.from, other.from));
  }
  return span.length > 0 ? shared / span.length : 0;
}
