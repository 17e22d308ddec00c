/** What the server does when it starts. */

export async function register(): Promise<void> {
  const { NEXT_RUNTIME, NODE_ENV, PORT } = process.env;
  if (NEXT_RUNTIME !== 'nodejs' || NODE_ENV !== 'production' || !PORT) return;
  const { warmUp } = await import('./server/warm-up');
  // It answers only once this function has ended.
  void warmUp(`http://localhost:${PORT}`);
}
