/** A number of the report and the records it can be followed to. A value that nobody measured is null, and shows as such. */
export interface Figure {
  readonly value: number | null
  /** Ids of the appendix: evidence of the run, approvals, or artifacts (`artifact/plan`). */
  readonly evidence: readonly string[]
}

export const noFigure: Figure = { value: null, evidence: [] }

export function figure(value: number, ...evidence: readonly string[]): Figure {
  return { value, evidence: [...new Set(evidence)] }
}

/** The sum of what was measured, resting on all of it; nothing measured gives no figure. */
export function sum(figures: readonly Figure[]): Figure {
  const known = figures.filter(({ value }) => value !== null)
  if (known.length === 0) return noFigure
  return figure(known.reduce((total, { value }) => total + (value ?? 0), 0), ...known.flatMap(({ evidence }) => evidence))
}

/** The greatest of what was measured, resting on that one. */
export function greatest(figures: readonly Figure[]): Figure {
  return figures.filter(({ value }) => value !== null).toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))[0] ?? noFigure
}

/** `part` of `whole` in percent with one decimal; of nothing there is no rate. */
export function rate(part: Figure, whole: Figure): Figure {
  if (part.value === null || !whole.value) return noFigure
  return figure(Math.round((1_000 * part.value) / whole.value) / 10, ...part.evidence, ...whole.evidence)
}

/** Every figure below a value, with the path that leads to it. */
export function figuresIn(value: unknown, path = ''): readonly (readonly [string, Figure])[] {
  if (typeof value !== 'object' || value === null) return []
  if (isFigure(value)) return [[path, value]]
  return Object.entries(value).flatMap(([name, child]) => figuresIn(child, path === '' ? name : `${path}.${name}`))
}

function isFigure(value: object): value is Figure {
  return 'value' in value && 'evidence' in value && Array.isArray(value.evidence)
}
