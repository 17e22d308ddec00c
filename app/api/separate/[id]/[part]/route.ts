/** A stem of a song that is done. */
import { separationHandlers } from '@/server/separation/separation-server';

export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string; part: string }> },
): Promise<Response> {
  const { id, part } = await params;
  return separationHandlers().part(request, id, part);
}
