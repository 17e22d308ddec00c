/** Gives each page its content security policy, with a nonce of its own: only our scripts run. */
import { type NextRequest, NextResponse } from 'next/server';

/** Where the layout finds the nonce for what draws its own style sheet. */
export const NONCE_HEADER = 'x-nonce';

export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = pagePolicy(nonce, process.env.NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  headers.set(NONCE_HEADER, nonce);
  headers.set('Content-Security-Policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

/** Everything comes from this origin; the development server alone may evaluate text and open sockets. */
function pagePolicy(nonce: string, isDevelopment: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src 'self' blob: data:${isDevelopment ? ' ws:' : ''}`,
    // Tone's clock is a worker made from text.
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Pages only: files have their own headers (`next.config.ts`). */
export const config = {
  matcher: ['/((?!_next/|generated/|api/|.*\\.[a-z0-9]+$).*)'],
};
