import { expose } from 'comlink';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '@/workers/outcome';
import { WorkerClient } from './worker-client';

type Report = (text: string) => unknown;

/** A worker that keeps the listener of what it was asked first. */
class Reporting {
  private report: Report = () => undefined;

  async work(report: Report): Promise<Outcome<string>> {
    this.report = report;
    await report('under way');
    return { ok: true, value: 'done' };
  }

  async reportLate(): Promise<Outcome<string>> {
    await this.report('late');
    return { ok: true, value: 'reported' };
  }
}

function clientOf(api: object): WorkerClient<Reporting> {
  return new WorkerClient(() => {
    const { port1, port2 } = new MessageChannel();
    expose(api, port2);
    return Object.assign(port1, { terminate: () => port1.close() }) as unknown as Worker;
  }, 'It stopped.');
}

describe('WorkerClient', () => {
  it('hears what a worker reports until it has answered, and nothing after that', async () => {
    const client = clientOf(new Reporting());
    const heard: string[] = [];
    const listen = (text: string) => {
      heard.push(text);
    };
    expect(await client.ask((api, whileAsked) => api.work(whileAsked(listen)))).toBe('done');
    expect(await client.ask((api) => api.reportLate())).toBe('reported');
    client.end();
    expect(heard).toEqual(['under way']);
  });

  it('throws what was thrown in the worker', async () => {
    const error = { code: 'storage-full', message: 'Make room.' } as const;
    const client = clientOf({ work: async () => ({ ok: false, error }) });
    await expect(client.ask((api, whileAsked) => api.work(whileAsked(() => 0)))).rejects.toThrow(
      'Make room.',
    );
    client.end();
  });
});
