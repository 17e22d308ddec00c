import { describe, expect, it } from 'vitest';
import { numberedRequests } from '../testing/simulated-rater';
import { protocolSchema } from './protocol';
import { type ProtocolRequest, shares, writeProtocol } from './write-protocol';

const request: ProtocolRequest = {
  requests: numberedRequests(10, 8),
  rater: 'Kim',
  purpose: 'training',
  length: 100,
  seed: 5,
  calibration: [],
  ranker: null,
};

describe('protocol of a listening test', () => {
  it('is the same for the same seed, another for another, and fits its schema', () => {
    const protocol = writeProtocol(request);
    expect(writeProtocol(request)).toEqual(protocol);
    expect(writeProtocol({ ...request, seed: 6 })).not.toEqual(protocol);
    expect(protocolSchema.parse(JSON.parse(JSON.stringify(protocol)))).toEqual(protocol);
  });

  it('shows a tenth of the pairs again and five to ten per cent with the sides exchanged', () => {
    for (const length of [12, 40, 100, 333]) {
      const { pairs } = writeProtocol({ ...request, length });
      const count = (kind: string) => pairs.filter((pair) => pair.kind === kind).length;
      expect(pairs).toHaveLength(
        Math.min(length, 280 + shares(length).repeated + shares(length).swapped),
      );
      expect(count('repeat')).toBe(Math.round(length * 0.1));
      expect(count('swap') / length).toBeGreaterThanOrEqual(0.05);
      expect(count('swap') / length).toBeLessThanOrEqual(0.1);
    }
  });

  it('shows repeats after their first showing, with others between', () => {
    const { pairs } = writeProtocol(request);
    for (const pair of pairs.filter(({ kind }) => kind !== 'fresh')) {
      const first = pairs[pair.repeats!];
      expect(first.kind).toBe('fresh');
      expect(pair.index - first.index).toBeGreaterThan(4);
      const again = pair.kind === 'swap' ? { a: pair.b, b: pair.a } : { a: pair.a, b: pair.b };
      expect(again).toEqual({ a: first.a, b: first.b });
    }
  });

  it('shows no other pair twice, and draws the sides', () => {
    const { pairs } = writeProtocol({ ...request, length: 250 });
    const fresh = pairs.filter(({ kind }) => kind === 'fresh');
    const names = fresh.map(({ a, b }) => [a.planId, b.planId].sort().join());
    expect(new Set(names).size).toBe(fresh.length);
    const lowerFirst = fresh.filter(({ a, b }) => a.planId < b.planId).length / fresh.length;
    expect(lowerFirst).toBeGreaterThan(0.4);
    expect(lowerFirst).toBeLessThan(0.6);
  });

  it('asks mostly what the ranker is unsure of, and some at random', () => {
    // Sure of every pair but those with the fourth plan.
    const predict = (_: string, first: string, second: string) =>
      first.endsWith('-3') || second.endsWith('-3') ? 0.5 : 0.95;
    const fresh = [1, 2, 3, 4].flatMap((seed) => {
      const ranker = { version: 'm1', predict };
      const protocol = writeProtocol({ ...request, seed, length: 60, ranker });
      expect(protocol.modelVersion).toBe('m1');
      return protocol.pairs.filter(({ kind }) => kind === 'fresh');
    });
    const unsure = fresh.filter(({ predicted }) => Math.abs(predicted! - 0.5) < 0.01);
    // By chance it would be a quarter of them; seven in ten are asked for being unsure.
    expect(unsure.length / fresh.length).toBeGreaterThan(0.65);
    expect(unsure.length / fresh.length).toBeLessThan(0.9);
  });

  it('gives every request its turn', () => {
    const { pairs } = writeProtocol({ ...request, length: 24 });
    const fresh = pairs.filter(({ kind }) => kind === 'fresh');
    const counts = request.requests.map(
      ({ requestId }) => fresh.filter((pair) => pair.requestId === requestId).length,
    );
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it('says so where there is nothing to compare', () => {
    expect(() => writeProtocol({ ...request, requests: numberedRequests(3, 1) })).toThrow(
      /no two plans to compare/,
    );
    expect(() => writeProtocol({ ...request, purpose: 'model-vs-baseline' })).toThrow(/same plan/);
  });
});
