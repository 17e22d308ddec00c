/** Pearson correlation of two curves, as far as both go; 0 where one does not vary. */
export function correlation(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const n = Math.min(one.length, other.length);
  let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [a, b] = [one[i], other[i]];
    sa += a;
    sb += b;
    saa += a * a;
    sbb += b * b;
    sab += a * b;
  }
  const spread = Math.sqrt((saa - (sa * sa) / n) * (sbb - (sb * sb) / n));
  return spread > 1e-9 ? (sab - (sa * sb) / n) / spread : 0;
}
