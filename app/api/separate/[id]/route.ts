/** How far a song is, and the way to stop it. */
import { separationHandlers } from '@/server/separation/separation-server';

interface Context {
  params: Promise<{ id: string }>;
}

export async function GET(request: Request, { params }: Context): Promise<Response> {
  return separationHandlers().status(request, (await params).id);
}

export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return separationHandlers().cancel(request, (await params).id);
}
