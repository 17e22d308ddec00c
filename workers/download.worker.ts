/**
 * Fetches models: the one script that may reach the outside, by the policy that it is served with
 * (`next.config.ts`). It is built apart, so that it has an address of its own.
 */
import { expose, transfer } from 'comlink';

let controller = new AbortController();
let reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;

const api = {
  /** Begins a download. @returns the status of the answer */
  async open(url: string, headers: Record<string, string>): Promise<number> {
    controller = new AbortController();
    const response = await fetch(url, {
      headers,
      credentials: 'omit',
      signal: controller.signal,
    });
    reader = response.body?.getReader();
    return response.status;
  },
  /** What has come since; null at the end. */
  async read(): Promise<Uint8Array<ArrayBuffer> | null> {
    const { value } = (await reader?.read()) ?? {};
    return value ? transfer(value, [value.buffer]) : null;
  },
  cancel(): void {
    controller.abort();
  },
};

export type DownloadWorkerApi = typeof api;

expose(api);
