import { contentHash } from '../../../model/canonical.js'
import type { Archive, ArchiveResult } from '../../../ports/archive.js'
import type { DatabaseSource, DataSource, FilesSource, SystemSource } from '../../../ports/data-mover.js'
import type { StepContext } from '../../../model/step.js'
import type { PartSource } from './part.js'

export interface ArchivesByKind {
  readonly postgres: Archive<DatabaseSource>
  readonly mariadb: Archive<DatabaseSource>
  readonly files: Archive<FilesSource>
}

/** One archive for every kind of data; a system of several parts is kept as one file a part, beside one another. */
export function archiveOfKinds(archives: ArchivesByKind): Archive {
  const by = ({ kind }: PartSource): Archive<PartSource> => archives[kind]
  return {
    write: async (source: DataSource, path, context) => (source.kind === 'system' ? writeParts(by, source, path, context) : by(source).write(source, path, context)),
  }
}

async function writeParts(by: (part: PartSource) => Archive<PartSource>, { parts }: SystemSource, path: string, context: StepContext): Promise<ArchiveResult> {
  const written: ArchiveResult[] = []
  for (const part of parts) written.push(await by(part).write(part, partPath(path, part), context))
  return {
    path,
    bytes: written.reduce((total, { bytes }) => total + bytes, 0),
    sha256: contentHash(written.map(({ sha256 }) => sha256)),
    tables: written.reduce((total, { tables }) => total + tables, 0),
    parts: written,
  }
}

/** How the file of each kind is read back: pg_restore, gunzip | mariadb, tar. */
export const archiveSuffix = { postgres: 'dump', mariadb: 'sql.gz', files: 'tar.gz' } as const satisfies Record<PartSource['kind'], string>

function partPath(path: string, { kind, name }: PartSource): string {
  return `${path.slice(0, path.lastIndexOf('/') + 1)}${name}.${archiveSuffix[kind]}`
}
