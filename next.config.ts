/** How the studio is built and with which headers it is served: isolated, and talking to nobody else. */
import type { NextConfig } from 'next';
import registry from './models/registry.json' with { type: 'json' };

/** Modules of Node that essentia.js names but does not use in a browser. */
const EMPTY_MODULE = './lib/base/empty-module.ts';

/**
 * Workers live under the policy that their own script is served with. essentia's bindings (embind) make
 * functions from text, so they, and only they, may: pages get the policy in `proxy.ts`, which forbids it.
 */
const WORKER_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self' blob: data:",
].join('; ');

/** The worker that downloads models when the user agrees: it alone reaches the outside, and nothing but them. */
const DOWNLOAD_WORKER = '/generated/workers/download.worker.js';
const DOWNLOAD_POLICY = [
  "default-src 'none'",
  ['connect-src', ...registry.downloadHosts].join(' '),
].join('; ');

/** Makes the page cross-origin isolated: threads for WASM, exact timers. */
const ISOLATION_HEADERS = [
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Embedder-Policy', value: 'require-corp' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
];

const HARDENING_HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'no-referrer' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
  },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `npm test`, once and for the whole project.
  typescript: { ignoreBuildErrors: true },
  turbopack: {
    resolveAlias: {
      fs: { browser: EMPTY_MODULE },
      path: { browser: EMPTY_MODULE },
      crypto: { browser: EMPTY_MODULE },
    },
  },
  headers: async () => [
    { source: '/:path*', headers: [...ISOLATION_HEADERS, ...HARDENING_HEADERS] },
    ...['/_next/static/:path*', '/generated/:path*'].map((source) => ({
      source,
      headers: [{ key: 'Content-Security-Policy', value: WORKER_POLICY }],
    })),
    {
      source: DOWNLOAD_WORKER,
      headers: [{ key: 'Content-Security-Policy', value: DOWNLOAD_POLICY }],
    },
  ],
};

export default config;
