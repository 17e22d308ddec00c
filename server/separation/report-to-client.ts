/** What a client is told of an error: nothing of this computer, neither its folders nor its insides. */
import { type ErrorReport, reportError } from '@/lib/base/errors';

/** Errors with a sentence keep it; of any other the details go to the server's own log alone. */
export function reportToClient(thrown: unknown): ErrorReport {
  const report = reportError(thrown);
  if (report.code !== 'internal') return report;
  process.stderr.write(`separation: ${thrown instanceof Error ? thrown.stack : thrown}\n`);
  return {
    code: 'internal',
    message:
      'Something went wrong on the server. Nothing was lost; try again, or use the quick split.',
  };
}
