/** An engine that cannot do it must not cost the user the song: the quick split does it then, and says so. */
import { type ErrorCode, SegueError } from '@/lib/base/errors';
import type { Separator } from './separator';

/** What keeps an engine from doing it and no other: its model, and where a server does it the way there and back. */
const FAILURES: readonly ErrorCode[] = [
  'model-unusable',
  'model-missing',
  'server-busy',
  'upload-too-large',
  'upload-broken',
  'job-lost',
];

/** `preferred`, and where it turns out to be of no use `fallback`, which needs neither model nor server. */
export function withFallback(preferred: Separator, fallback: Separator): Separator {
  return {
    engine: preferred.engine,
    async separate(mix, options) {
      try {
        return await preferred.separate(mix, options);
      } catch (thrown) {
        if (!(thrown instanceof SegueError) || !FAILURES.includes(thrown.code)) throw thrown;
        const { stems, report } = await fallback.separate(mix, options);
        return { stems, report: { ...report, fallbackReason: thrown.message } };
      }
    },
  };
}
