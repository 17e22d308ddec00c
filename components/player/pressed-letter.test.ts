import { expect, it } from 'vitest';
import { pressedLetter } from './pressed-letter';

it('takes the letter that stands on the key, wherever it lies', () => {
  expect(pressedLetter({ key: 'z', code: 'KeyY' })).toBe('z');
  expect(pressedLetter({ key: 'A', code: 'KeyQ' })).toBe('a');
  expect(pressedLetter({ key: 'я', code: 'KeyZ' })).toBe('z');
  expect(pressedLetter({ key: ';', code: 'KeyZ' })).toBe('z');
  expect(pressedLetter({ key: 'Enter', code: 'Enter' })).toBeNull();
});
