/** `npm run bench -- NAME [--json]`: measures a part of the project and prints the figures. */
import { reportError, SegueError } from '@/lib/base/errors';

/** Each is loaded when it is asked for. */
const BENCHES: Record<string, () => Promise<{ run(args: string[]): Promise<unknown> }>> = {
  analysis: () => import('./analysis'),
  alignment: () => import('./alignment'),
  'bar-styles': () => import('./bar-styles'),
  'by-ear': () => import('./by-ear'),
  'dj-library': async () => ({ run: (await import('./dj-library')).runDjLibraryBench }),
  memory: () => import('./memory'),
  'first-model': () => import('./first-model'),
  'key-weights': () => import('./key-weights'),
  learn: async () => ({ run: (await import('./learn')).runLearnBench }),
  page: () => import('./page'),
  plan: async () => ({ run: (await import('./plan')).runPlanBench }),
  'plan-sense': () => import('./plan-sense'),
  preview: () => import('./preview'),
  render: () => import('./render'),
  separation: () => import('./separation'),
  server: () => import('./server'),
  'stem-quality': () => import('./stem-quality'),
  stretch: () => import('./stretch'),
  taste: async () => ({ run: (await import('./taste')).runTasteBench }),
};

async function main([name, ...args]: string[]): Promise<void> {
  const load = BENCHES[name ?? ''];
  if (!load) {
    throw new SegueError(
      'bad-arguments',
      `npm run bench -- NAME [--json], where NAME is one of: ${Object.keys(BENCHES).join(', ')}`,
    );
  }
  const { run } = await load();
  const figures = await run(args.filter((argument) => argument !== '--json'));
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${reportError(error).message}\n`);
  process.exitCode = 1;
});
