/** The quick split behind the interface that all engines share. */
import { quickSeparate } from './quick-separation';
import type { ClockMs, Separator } from './separator';

export function createQuickSeparator(clockMs: ClockMs): Separator {
  return {
    engine: 'quick',
    async separate(mix, options) {
      const startedMs = clockMs();
      const stems = await quickSeparate(mix, options);
      return {
        stems,
        report: {
          engine: 'quick',
          modelName: null,
          modelSha256: null,
          seconds: (clockMs() - startedMs) / 1000,
          stemQuality: null,
          fallbackReason: null,
        },
      };
    },
  };
}
