/** Stands in for modules of Node that a library names but does not need in a browser. */
export default {};
