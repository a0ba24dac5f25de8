import { inOrder } from './listing.js'

interface Named {
  readonly path: string
}

/** Streams in the order of their names, side by side: for each name what each of them has of it. */
export async function* merge<T extends readonly Named[]>(
  ...streams: { readonly [index in keyof T]: AsyncIterable<T[index]> }
): AsyncIterable<{ readonly path: string; readonly of: { readonly [index in keyof T]: T[index] | undefined } }> {
  const readers = streams.map((stream) => stream[Symbol.asyncIterator]())
  const heads = await Promise.all(readers.map((reader) => next(reader)))
  for (let path = lowest(heads); path !== undefined; path = lowest(heads)) {
    const at = path
    const of = heads.map((head) => (head?.path === at ? head : undefined))
    yield { path, of: of as { readonly [index in keyof T]: T[index] | undefined } }
    for (const [index, head] of heads.entries()) if (head?.path === at) heads[index] = await next(readers[index]!)
  }
}

async function next<T extends Named>(reader: AsyncIterator<T>): Promise<T | undefined> {
  const result = await reader.next()
  return result.done ? undefined : result.value
}

function lowest(heads: readonly (Named | undefined)[]): string | undefined {
  return heads.reduce<string | undefined>((least, head) => (head && (least === undefined || inOrder(head.path, least) < 0) ? head.path : least), undefined)
}
