/** Gives each page its content security policy, with a nonce of its own: only our scripts run. */
import { type NextRequest, NextResponse } from 'next/server';
import { MODEL_DOWNLOAD_HOSTS } from '@/lib/onnx/model-registry';

/** Where the layout finds the nonce for what draws its own style sheet. */
export const NONCE_HEADER = 'x-nonce';

/** Where models are downloaded, when the user agrees: no other page reaches the outside. */
const SETTINGS_PATH = '/settings';

export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const mayFetchModels = request.nextUrl.pathname === SETTINGS_PATH;
  const policy = pagePolicy(nonce, {
    isDevelopment: process.env.NODE_ENV === 'development',
    hosts: mayFetchModels ? MODEL_DOWNLOAD_HOSTS : [],
  });
  const headers = new Headers(request.headers);
  headers.set(NONCE_HEADER, nonce);
  headers.set('Content-Security-Policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

/**
 * Everything comes from this origin; the development server alone may evaluate text and open sockets.
 * @param hosts from which this page may fetch besides
 */
function pagePolicy(
  nonce: string,
  { isDevelopment, hosts }: { isDevelopment: boolean; hosts: readonly string[] },
): string {
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic' 'wasm-unsafe-eval'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob: data:",
    "font-src 'self'",
    ["connect-src 'self' blob: data:", ...hosts, ...(isDevelopment ? ['ws:'] : [])].join(' '),
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
