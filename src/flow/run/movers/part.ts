import type { DatabaseMove, DatabaseSource, DataMover, FilesMove, FilesSource, SystemMove, SystemSource } from '../../../ports/data-mover.js'

export type Part = SystemMove['parts'][number]
export type PartSource = SystemSource['parts'][number]
export type PartMover = DataMover<Part, PartSource>

/** One mover for each kind of data. */
export interface MoversByKind {
  readonly postgres: DataMover<DatabaseMove, DatabaseSource>
  readonly mariadb: DataMover<DatabaseMove, DatabaseSource>
  readonly files: DataMover<FilesMove, FilesSource>
}

/** Waits until all have ended, then throws the first failure: nothing is undone while a part is still at work. */
export async function all<T>(work: readonly Promise<T>[]): Promise<T[]> {
  const ended = await Promise.allSettled(work)
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}

/** What a part says, with the part's name before it. */
export function named(part: { readonly name: string }, names: readonly string[]): string[] {
  return names.map((name) => `${part.name}/${name}`)
}
