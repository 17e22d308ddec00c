/**
 * The layers of the house, as a check that fails the tests: a folder may import only from the folders
 * before it in `LAYERS`; `lib` stays free of React, of Next, of Node and of the page; no circles.
 */
const LAYERS = [
  'base',
  'music',
  'audio',
  'onnx',
  'evaluation',
  'stems',
  'analysis',
  'plan',
  'taste',
  'render',
  'labels',
  'learn',
  'demo',
  'store',
  'studio',
];

/** Tests and what only tests use may look anywhere below. */
const TEST_FILES = '(\\.test\\.tsx?$|/testing/|/fixtures/)';

const layerRules = LAYERS.slice(0, -1).map((layer, index) => ({
  name: `lib-${layer}-imports-downwards-only`,
  comment: `lib/${layer} may import only from lib/{${LAYERS.slice(0, index).join(',')}}`,
  severity: 'error',
  from: { path: `^lib/${layer}/`, pathNot: TEST_FILES },
  to: { path: `^lib/(${LAYERS.slice(index + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'evaluation-measures-know-nothing-of-what-they-measure',
      severity: 'error',
      from: { path: '^lib/evaluation/', pathNot: TEST_FILES },
      to: { path: '^lib/(?!evaluation/|base/|music/|audio/)' },
    },
    {
      name: 'lib-knows-no-shell',
      comment: 'lib is run by workers, pages and commands and knows none of them',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^(app|components|workers|server|cli|bench|e2e|scripts)/' },
    },
    {
      name: 'lib-runs-in-node-and-in-a-worker',
      severity: 'error',
      from: { path: '^lib/', pathNot: TEST_FILES },
      to: {
        path: '^(node_modules/)?(react|react-dom|next|tone|wavesurfer\\.js|comlink)(/|$)',
      },
    },
    {
      name: 'lib-imports-nothing-of-node',
      severity: 'error',
      from: { path: '^lib/', pathNot: TEST_FILES },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'workers-are-thin-shells-over-lib',
      severity: 'error',
      from: { path: '^workers/' },
      to: { path: '^(app|components|server|cli|bench|e2e|scripts)/' },
    },
    {
      name: 'components-import-lib-and-workers-only',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^(app|server|cli|bench|e2e|scripts)/' },
    },
    {
      name: 'the-server-imports-lib-only',
      comment: 'what runs in Node for the one server route and the commands',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(app|components|workers|cli|bench|e2e|scripts)/' },
    },
    {
      name: 'commands-do-not-import-pages',
      severity: 'error',
      from: { path: '^(cli|bench)/' },
      to: { path: '^(app|components|workers|e2e)/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { pathNot: TEST_FILES },
      to: { circular: true },
    },
    {
      name: 'imports-resolve',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'product-code-uses-product-dependencies',
      severity: 'error',
      from: {
        path: '^(app|components|workers|server|lib)/',
        pathNot: TEST_FILES,
      },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
    exclude: { path: '(^\\.next/|^public/|\\.d\\.ts$)' },
  },
};
