import fc from 'fast-check';
import { expect, it } from 'vitest';
import { medianFilterLine } from './median-filter';

it('gives the median of the values around each, along any line of an array', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 40 }),
      fc.constantFrom(3, 5, 9, 17),
      fc.integer({ min: 1, max: 3 }),
      (line, window, stride) => {
        const values = new Float32Array(2 + line.length * stride).fill(100);
        line.forEach((value, i) => {
          values[2 + i * stride] = value;
        });
        const output = new Float32Array(values.length).fill(-1);
        const place = { start: 2, stride, length: line.length };
        medianFilterLine(values, output, place, window, new Float32Array(window));
        line.forEach((_, i) => {
          const half = (window - 1) / 2;
          const around = line.slice(Math.max(0, i - half), i + half + 1).sort((a, b) => a - b);
          expect(output[2 + i * stride]).toBe(around[Math.floor(around.length / 2)]);
        });
        expect(output[0]).toBe(-1);
      },
    ),
  );
});

it('comes to an end where a value is no number', () => {
  const values = Float32Array.from({ length: 30 }, (_, i) => (i === 12 ? Number.NaN : i));
  const output = new Float32Array(30);
  medianFilterLine(values, output, { start: 0, stride: 1, length: 30 }, 5, new Float32Array(5));
  expect([...output.subarray(0, 9)]).toEqual([1, 2, 2, 3, 4, 5, 6, 7, 8]);
});
