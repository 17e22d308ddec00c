import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { warmUp } from './warm-up';

describe('warming up', () => {
  it('asks for what will be asked for, and ends quietly where nobody listens', async () => {
    const asked = new Set<string>();
    const server = createServer((request, response) => {
      asked.add(`${request.method} ${request.url}`);
      request.resume().on('end', () => response.end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await warmUp(origin);
    expect([...asked].sort()).toEqual(['GET /', 'GET /api/separate/nobody', 'POST /api/separate']);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expect(warmUp(origin)).resolves.toBeUndefined();
  });
});
