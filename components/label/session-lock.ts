/** One tab a session: two would answer the same pairs twice. */
import { SegueError } from '@/lib/base/errors';

/**
 * Holds the session until the returned function is called or the tab is closed.
 * @throws SegueError `session-open` where another tab holds it
 */
export function holdSession(sessionId: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const name = `segue-label-session:${sessionId}`;
    void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      if (!lock) {
        reject(
          new SegueError(
            'session-open',
            'This session is open in another tab. Go on there, or close it and open the session here.',
          ),
        );
        return undefined;
      }
      return new Promise<void>((release) => resolve(release));
    });
  });
}
