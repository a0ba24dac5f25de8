import { hasErrors, problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { manifestsOf } from '../../flow/synth/manifests/manifests-of.js'
import { alone, type AloneRequest } from './alone.js'
import { synthPlace } from './synth.js'
import { stackTasks } from './stack-tasks.js'
import { exportFiles, type StackManifests } from './export-files.js'
import { readIndex, writeExport, type ExportIndex } from './write-export.js'

export interface ExportRequest extends AloneRequest {
  /** Folder the manifests are written to; all in it is an export's. */
  readonly folder: string
  readonly format: 'yaml' | 'json'
  /** Addresses by variable, for all sites; they stand before those of sites.yaml. */
  readonly addresses: Readonly<Record<string, string>>
}

export interface Exported {
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: ReadonlyMap<string, string>
  /** Left out when nothing was written. */
  readonly index?: ExportIndex
  /** Files of objects that are gone, relative to the folder. */
  readonly removed?: readonly string[]
}

/**
 * Writes the selected stacks' objects as plain manifests: a folder a site and stack, a file an object, `kustomization.yaml` for those
 * who apply by it, `index.json` with the order and hashes. All or nothing; equal inputs give equal bytes.
 */
export function exportPlace(request: ExportRequest): Promise<Exported> {
  return alone(request, () => exported(request))
}

async function exported({ root, place: name, selection, folder, format, addresses }: ExportRequest): Promise<Exported> {
  const before = readIndex(folder)
  if (before === 'strange') return { diagnostics: [problem('K8S_EXPORT_FOLDER', { folder })], sources: new Map() }
  const { place, stacks, diagnostics, sources } = await synthPlace(root, name, selection)
  if (!stacks) return { diagnostics, sources }
  const made = stackTasks(selection.outdir, stacks.stacks).map(({ name: stack, site, synthesized }) => {
    const known = place.sites?.sites.find((access) => access.site === site)?.addresses ?? {}
    return { stack, site, ...manifestsOf(synthesized, { ...known, ...addresses }) }
  })
  const all = [...diagnostics, ...made.flatMap((one) => one.diagnostics)]
  if (hasErrors(made.flatMap((one) => one.diagnostics))) return { diagnostics: all, sources }
  const complete = selection.systems === undefined && selection.sites === undefined && selection.wave === undefined
  const { index, removed } = writeExport(folder, exportFiles(name, made satisfies readonly StackManifests[], format), { before, complete })
  return { diagnostics: all, sources, index, removed }
}
