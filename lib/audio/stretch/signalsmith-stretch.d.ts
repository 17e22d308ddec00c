/** Types of the one thing that is taken from `signalsmith-stretch`: the module is evaluated for its effect. */
declare module 'signalsmith-stretch' {
  const createNode: unknown;
  export default createNode;
}
