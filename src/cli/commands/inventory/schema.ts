import { rootFor } from '../../../app/inventory/root.js'
import { checkSchemas, schemaPaths, writeSchemas } from '../../../app/inventory/schemas.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { showDiagnostics } from '../../views/diagnostics.human.js'
import { showFresh, showWritten } from '../../views/inventory-schema.human.js'

export interface SchemaArgs {
  readonly write?: boolean
  readonly check?: boolean
}

/** `qianyun inventory schema --write | --check`: without --write it only checks; 6 when a schema on disk is stale. */
export async function run({ write = false }: SchemaArgs, io: Io): Promise<number> {
  const root = rootFor(io.cwd)
  if (write) showWritten(await writeSchemas(root), root, io)
  const diagnostics = await checkSchemas(root)
  showDiagnostics({ root, diagnostics }, io)
  if (diagnostics.length === 0 && !write) showFresh(schemaPaths().length, io)
  return exitCodeFor(diagnostics)
}
