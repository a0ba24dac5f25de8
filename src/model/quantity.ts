const suffixes: Readonly<Record<string, number>> = {
  '': 1, n: 1e-9, u: 1e-6, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18,
  Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60,
}

/** The number that a quantity of Kubernetes stands for, in cores, bytes or pieces; null for other text. */
export function quantityOf(text: string | number): number | null {
  const [, digits, suffix] = /^([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)([A-Za-z]{0,2})$/.exec(String(text)) ?? []
  const factor = suffixes[suffix ?? '']
  return digits === undefined || factor === undefined ? null : Number(digits) * factor
}
