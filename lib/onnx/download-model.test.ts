import { describe, expect, it } from 'vitest';
import { downloadModel, type PartialFile } from './download-model';

const WHOLE = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
const MODEL = {
  name: 'Test',
  urls: ['https://one.example/m', 'https://two.example/m'],
  bytes: 1000,
};

function memoryFile(start: Uint8Array = new Uint8Array(0)) {
  let kept = Array.from(start);
  const file: PartialFile = {
    size: async () => kept.length,
    append: async (bytes) => {
      kept.push(...bytes);
    },
    clear: async () => {
      kept = [];
    },
  };
  return { file, bytes: () => Uint8Array.from(kept) };
}

interface Behaviour {
  ranges?: boolean;
  breaksAt?: number;
  status?: number;
  extra?: number;
}

/** A server that behaves as told, and what it was asked for. */
function server(behaviours: Record<string, Behaviour>) {
  const requests: { url: string; range: string | null }[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
    const url = String(input);
    const range = new Headers(init?.headers).get('Range');
    requests.push({ url, range });
    const { ranges = true, breaksAt, status, extra = 0 } = behaviours[new URL(url).host];
    if (status) return new Response(null, { status });
    const from = ranges && range ? Number(/\d+/.exec(range)?.[0]) : 0;
    const content = new Uint8Array([...WHOLE, ...new Uint8Array(extra)]).subarray(from);
    let at = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (breaksAt !== undefined && at >= breaksAt) controller.error(new TypeError('network'));
        else if (at >= content.length) controller.close();
        else controller.enqueue(content.slice(at, Math.min(at + 100, content.length)));
        at += 100;
      },
    });
    return new Response(body, { status: from > 0 ? 206 : 200 });
  };
  return { fetch: fetch as typeof globalThis.fetch, requests };
}

describe('downloadModel', () => {
  it('keeps what comes and reports how far it is', async () => {
    const { file, bytes } = memoryFile();
    const { fetch } = server({ 'one.example': {} });
    const fractions: number[] = [];
    await downloadModel(MODEL, {
      fetch,
      file,
      onProgress: ({ fraction }) => fractions.push(fraction),
    });
    expect(bytes()).toEqual(WHOLE);
    expect([fractions[0], fractions.at(-1)]).toEqual([0, 1]);
  });

  it('goes on where it stopped, from another address if need be', async () => {
    const { file, bytes } = memoryFile();
    const first = server({ 'one.example': { breaksAt: 300 }, 'two.example': { status: 503 } });
    await expect(downloadModel(MODEL, { fetch: first.fetch, file })).rejects.toMatchObject({
      code: 'model-unavailable',
      message: expect.stringMatching(/503.*kept/),
    });
    expect(await file.size()).toBe(300);
    const second = server({ 'one.example': { status: 404 }, 'two.example': {} });
    await downloadModel(MODEL, { fetch: second.fetch, file });
    expect(second.requests.map(({ range }) => range)).toEqual(['bytes=300-', 'bytes=300-']);
    expect(bytes()).toEqual(WHOLE);
  });

  it('starts again where the server knows no ranges', async () => {
    const { file, bytes } = memoryFile(WHOLE.slice(0, 400));
    await downloadModel(MODEL, { fetch: server({ 'one.example': { ranges: false } }).fetch, file });
    expect(bytes()).toEqual(WHOLE);
  });

  it('asks for nothing where all is there, and drops what is too much', async () => {
    const whole = memoryFile(WHOLE);
    const idle = server({});
    await downloadModel(MODEL, { fetch: idle.fetch, file: whole.file });
    expect(idle.requests).toEqual([]);
    const flooded = memoryFile();
    const flood = server({ 'one.example': { extra: 500 }, 'two.example': { extra: 500 } });
    await expect(
      downloadModel(MODEL, { fetch: flood.fetch, file: flooded.file }),
    ).rejects.toMatchObject({ code: 'model-unavailable' });
    expect(await flooded.file.size()).toBe(0);
  });

  it('stops when it is told to and keeps what it has', async () => {
    const { file } = memoryFile();
    const controller = new AbortController();
    const { fetch, requests } = server({ 'one.example': {} });
    const downloading = downloadModel(MODEL, {
      fetch,
      file,
      signal: controller.signal,
      onProgress: ({ fraction }) => {
        if (fraction >= 0.5) controller.abort();
      },
    });
    await expect(downloading).rejects.toMatchObject({ code: 'aborted' });
    expect(requests).toHaveLength(1);
    expect(await file.size()).toBe(500);
  });
});
