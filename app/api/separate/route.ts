/** Takes songs to be separated by this server; what it does is in `server/separation`. */
import { separationHandlers } from '@/server/separation/separation-server';

export const dynamic = 'force-dynamic';

export function GET(request: Request): Promise<Response> {
  return separationHandlers().model(request);
}

export function POST(request: Request): Promise<Response> {
  return separationHandlers().create(request);
}
