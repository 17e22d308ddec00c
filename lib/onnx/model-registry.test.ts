import { describe, expect, it } from 'vitest';
import registry from '@/models/registry.json' with { type: 'json' };
import { REGISTERED_MODELS } from './model-registry';

describe('the model registry', () => {
  it('has entries with names of their own, addresses fixed to one version, and a licence', () => {
    const ids = REGISTERED_MODELS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { urls, sha256, licence } of REGISTERED_MODELS) {
      expect(licence.note).not.toBe('');
      // A branch may change under a hash that is known.
      if (sha256) for (const url of urls) expect(url).toMatch(/\/[0-9a-f]{40}\//);
    }
  });

  it('names the hosts of all its addresses', () => {
    const hosts = REGISTERED_MODELS.flatMap(({ urls }) => urls.map((url) => new URL(url).origin));
    for (const host of hosts) expect(registry.downloadHosts).toContain(host);
  });
});
