import { describe, expect, it } from 'vitest';
import { reportError, SegueError } from './errors';

describe('reportError', () => {
  it('keeps the code and the sentence of our own errors, also after postMessage', () => {
    const report = reportError(new SegueError('file-empty', 'The file is empty.'));
    expect(report).toEqual({ code: 'file-empty', message: 'The file is empty.' });
    expect(reportError(structuredClone(report))).toEqual(report);
  });

  it('knows a cancelled fetch or stream', () => {
    expect(reportError(new DOMException('x', 'AbortError')).code).toBe('aborted');
  });

  it('turns anything else into a sentence without a stack', () => {
    const { code, message } = reportError(new TypeError('x is undefined'));
    expect(code).toBe('internal');
    expect(message).not.toContain('\n');
    expect(reportError('odd').message).toContain('odd');
  });
});
