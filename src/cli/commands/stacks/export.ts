import { relative, resolve } from 'node:path'
import { exportPlace } from '../../../app/stacks/export.js'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { rootOf, synthOptions, type SelectionArgs } from '../../stack-request.js'
import { showExport } from '../../views/stacks-export.human.js'

/** `out` is the folder of the manifests; the stacks themselves are written to cdktf.out/<place>. */
export interface ExportArgs extends SelectionArgs {
  readonly format?: string
  readonly address?: readonly string[]
  readonly json?: boolean
}

/** `qianyun stacks export <place>`: 0 when written, 3 when a file is wrong or an address is missing (nothing is written then), 6 when a gate blocks. */
export async function run({ out, ...args }: ExportArgs, io: Io): Promise<number> {
  const root = rootOf(args, io)
  const folder = resolve(io.cwd, out ?? `cdktf.out/${args.place}/manifests`)
  const addresses = Object.fromEntries((args.address ?? []).map(addressOf))
  const asked = { root, place: args.place, selection: synthOptions(args, io), folder, format: formatOf(args.format), addresses }
  const exported = await exportPlace({ ...asked, doing: 'export', environment: process.env, now: new Date() })
  showExport(exported, { root, folder: relative(io.cwd, folder) || '.', json: args.json ?? false }, io)
  return exitCodeFor(exported.diagnostics)
}

function addressOf(value: string): readonly [variable: string, address: string] {
  const [, variable, address] = /^([a-z][a-z0-9_]*)=(\d{1,3}(?:\.\d{1,3}){3})$/.exec(value) ?? []
  if (variable === undefined || address === undefined || address.split('.').some((part) => Number(part) > 255)) {
    throw new DiagnosticError(problem('K8S_ADDRESS_OPTION', { value }))
  }
  return [variable, address]
}

function formatOf(value = 'yaml'): 'yaml' | 'json' {
  if (value === 'yaml' || value === 'json') return value
  throw new DiagnosticError(problem('STK_OPTION_INVALID', { option: '--format', value, form: 'yaml, json' }))
}
