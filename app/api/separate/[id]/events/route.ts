/** How far a song is, as server-sent events. */
import { separationHandlers } from '@/server/separation/separation-server';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  return separationHandlers().events(request, (await params).id);
}
