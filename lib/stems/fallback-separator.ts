/** A model that cannot do it must not cost the user the song: the quick split does it then, and says so. */
import { SegueError } from '@/lib/base/errors';
import type { Separator } from './separator';

/** `preferred`, and where its model turns out to be unusable `fallback`, which needs none. */
export function withFallback(preferred: Separator, fallback: Separator): Separator {
  return {
    engine: preferred.engine,
    async separate(mix, options) {
      try {
        return await preferred.separate(mix, options);
      } catch (thrown) {
        if (!(thrown instanceof SegueError) || thrown.code !== 'model-unusable') throw thrown;
        const { stems, report } = await fallback.separate(mix, options);
        return { stems, report: { ...report, fallbackReason: thrown.message } };
      }
    },
  };
}
