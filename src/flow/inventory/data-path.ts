/** Keys and indexes from the root of a file to a value in it. */
export type DataPath = readonly (string | number)[]

export type RawRecord = Readonly<Record<string, unknown>>

export function isRecord(value: unknown): value is RawRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function valueAt(root: unknown, path: DataPath): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined
    return isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined
  }, root)
}

/** The text below a key, when it is text. */
export function textAt(root: unknown, ...path: readonly (string | number)[]): string | undefined {
  const value = valueAt(root, path)
  return typeof value === 'string' ? value : undefined
}

/** A path as people name it, by ids where there are any: `systems/oa.deployments/current.nodes[0].vcpu`. */
export function namePath(root: unknown, path: DataPath): string {
  return path.map((step, depth) => nameStep(valueAt(root, path.slice(0, depth + 1)), step, depth)).join('')
}

function nameStep(value: unknown, step: string | number, depth: number): string {
  if (typeof step === 'string') return depth === 0 ? step : `.${step}`
  const id = textAt(value, 'id')
  return id === undefined ? `[${step}]` : `/${id}`
}
