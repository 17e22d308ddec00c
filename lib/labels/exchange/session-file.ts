/** A session's protocol as a file, so that a rater elsewhere can answer the same pairs. */
import { z } from 'zod';
import { SegueError } from '@/lib/base/errors';
import { type Protocol, protocolSchema } from '../protocol/protocol';

const sessionFileSchema = z.object({
  kind: z.literal('segue-label-session'),
  protocol: protocolSchema,
});

export function sessionToFile(protocol: Protocol): string {
  return `${JSON.stringify({ kind: 'segue-label-session', protocol }, null, 1)}\n`;
}

/**
 * @param rater who answers it here
 * @throws SegueError `bad-session-file` where the text is no session, or one of another version
 */
export function sessionFromFile(text: string, rater: string): Protocol {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  const { success, data } = sessionFileSchema.safeParse(value);
  if (success) return { ...data.protocol, rater };
  throw new SegueError(
    'bad-session-file',
    'This file holds no session that this version understands. Export it again on the Label page of the other browser.',
  );
}

/** Whether a text looks like a session rather than like answers. */
export function isSessionFile(text: string): boolean {
  return /^\s*\{\s*"kind"\s*:\s*"segue-label-session"/.test(text);
}
