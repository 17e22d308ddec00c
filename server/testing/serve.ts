/** The separation route behind a real HTTP server, without the framework around it. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { createSeparationHandlers } from '../separation/handlers';

type Handlers = ReturnType<typeof createSeparationHandlers>;

export interface TestServer {
  url: string;
  close(): Promise<void>;
}

export async function serve(handlers: Handlers): Promise<TestServer> {
  const server = createServer((incoming, outgoing) => {
    void answer(handlers, incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/separate`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function answer(handlers: Handlers, incoming: IncomingMessage, outgoing: ServerResponse) {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const hasBody = incoming.method === 'POST';
  const request = new Request(url, {
    method: incoming.method,
    headers: Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]) as [
      string,
      string,
    ][],
    body: hasBody ? (Readable.toWeb(incoming) as ReadableStream<Uint8Array>) : undefined,
    duplex: 'half',
  } as RequestInit);
  const response = await route(handlers, request, url.pathname.split('/').slice(3));
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) return outgoing.end();
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  body.on('error', () => outgoing.destroy());
  outgoing.on('close', () => body.destroy());
  return body.pipe(outgoing);
}

function route(handlers: Handlers, request: Request, [id, part]: string[]): Promise<Response> {
  if (request.method === 'POST') return handlers.create(request);
  if (request.method === 'DELETE') return handlers.cancel(request, id);
  if (!id) return handlers.model(request);
  if (part === 'events') return handlers.events(request, id);
  return part ? handlers.part(request, id, part) : handlers.status(request, id);
}
