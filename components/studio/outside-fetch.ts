/** How the page fetches what lies outside: through the one worker that may. */
import { wrap } from 'comlink';
import type { DownloadWorkerApi } from '@/workers/download.worker';

/** Where `scripts/prepare-public.ts` puts the worker, and which address has its own policy. */
const SCRIPT = '/generated/workers/download.worker.js';

/** As `fetch`, for one download with headers and a signal; each has a worker of its own. */
export async function outsideFetch(
  url: string,
  { headers, signal }: { headers: Record<string, string>; signal?: AbortSignal },
): Promise<Response> {
  const worker = new Worker(SCRIPT, { type: 'module' });
  const api = wrap<DownloadWorkerApi>(worker);
  const failed = new Promise<never>((_, reject) => {
    worker.addEventListener('error', () => reject(new TypeError('the worker cannot start')));
    signal?.addEventListener('abort', () => {
      void api.cancel();
      reject(signal.reason);
    });
  });
  failed.catch(() => undefined);
  const end = () => worker.terminate();
  try {
    const status = await Promise.race([api.open(url, headers), failed]);
    if (status < 200 || status >= 300 || status === 204) {
      end();
      return new Response(null, { status });
    }
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      async pull(stream) {
        try {
          const bytes = await Promise.race([api.read(), failed]);
          if (bytes) return stream.enqueue(bytes);
        } catch (thrown) {
          end();
          throw thrown;
        }
        end();
        stream.close();
      },
      cancel: end,
    });
    return new Response(body, { status });
  } catch (thrown) {
    end();
    throw thrown;
  }
}
