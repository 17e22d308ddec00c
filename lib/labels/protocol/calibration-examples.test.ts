import { describe, expect, it } from 'vitest';
import { calibrationExamples } from './calibration-examples';

const PLANS = ['first', 'second', 'third', 'fourth'];

describe('examples before the first pair', () => {
  it('are a spoilt one, one in the middle and the best', () => {
    expect(calibrationExamples('remix', PLANS)).toEqual([
      { level: 'bad', requestId: 'remix', planId: 'first' },
      { level: 'middle', requestId: 'remix', planId: 'third' },
      { level: 'good', requestId: 'remix', planId: 'first' },
    ]);
  });

  it('leave out the plans that are set against each other afterwards', () => {
    const heard = calibrationExamples('remix', PLANS, ['first', 'third']);
    expect(heard.map(({ planId }) => planId)).toEqual(['second', 'fourth', 'second']);
    expect(calibrationExamples('remix', ['first'], ['first'])).toEqual([]);
  });
});
