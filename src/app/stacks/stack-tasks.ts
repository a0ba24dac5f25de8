import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { asObject, readOutput, type SynthesizedStack } from '../../flow/synth/output/read-output.js'
import type { StackFile } from '../../flow/synth/stacks.js'
import type { ContentHash } from '../../model/canonical.js'
import { stackFiles } from '../../model/stack-files.js'
import type { StackFolder } from '../../ports/stack-runner.js'
import type { OpenSite } from './site-access.js'
import type { SiteTarget } from './site-targets.js'

/** One selected stack as it lies on disk, with all that running the tool in it takes. */
export interface StackTask extends StackFolder {
  readonly site: string
  readonly kind: StackFile['kind']
  readonly subject: string | null
  readonly dependencies: readonly string[]
  /** Of `cdk.tf.json`, relative to the folder of the output. */
  readonly path: string
  readonly synthesized: SynthesizedStack
  /** Of the bytes of its files: a plan is made of these. */
  readonly definition: ContentHash
}

/** What the artifact, or a plan set, says of a stack. */
export type SelectedStack = Pick<StackFile, 'name' | 'site' | 'kind' | 'subject' | 'path'> & { readonly dependencies: readonly string[] }

/** The selected stacks in the order they are applied. */
export function stackTasks(outdir: string, selected: readonly SelectedStack[]): StackTask[] {
  const written = new Map(readOutput(outdir).map((stack) => [stack.name, stack]))
  return selected.flatMap(({ name, site, kind, subject, path, dependencies }) => {
    const synthesized = written.get(name)
    const folder = dirname(join(outdir, path))
    return synthesized ? [{ name, site, kind, subject, path, dependencies, synthesized, folder, definition: definitionOf(folder) }] : []
  })
}

/** Hash over the files that the tool reads in a stack's folder: the stack itself, and what is to be taken over. */
export function definitionOf(folder: string): ContentHash {
  const hash = createHash('sha256')
  for (const name of [stackFiles.configuration, stackFiles.adoption]) {
    const file = join(folder, name)
    if (existsSync(file)) hash.update(`${name}\0`).update(readFileSync(file)).update('\0')
  }
  return `sha256:${hash.digest('hex')}`
}

/** Names of a stack's variables that have no default, without the one that says where the kubeconfig is. */
export function addressVariables({ json }: SynthesizedStack): string[] {
  return Object.entries(asObject(json.variable)).filter(([name, body]) => name !== 'kubeconfig' && asObject(body).default === undefined).map(([name]) => name).sort()
}

/** Addresses that stacks ask for and nobody has given: asked before any tool starts, all of them in one go. */
export function missingAddresses(tasks: readonly StackTask[], targets: readonly SiteTarget[], file: string): Diagnostic[] {
  return tasks.flatMap(({ name: stack, site, synthesized }) => {
    const target = targets.find((one) => one.site === site)
    const missing = addressVariables(synthesized).filter((variable) => target?.addresses[variable] === undefined)
    const at = target?.at.site
    return missing.map((variable) => problem('STK_ADDRESS_MISSING', { stack, variable, site, file }, at ? { at } : {}))
  })
}

/**
 * Values of a stack's variables. The kubeconfig's path is relative to the stack's folder, in which the tool works: a saved plan keeps
 * the value, and would not be applied with another one after the output was carried to another folder.
 */
export function variablesOf({ folder, synthesized }: StackTask, { kubeconfig, target }: OpenSite): Record<string, string> {
  const addresses = addressVariables(synthesized).map((name) => [name, target.addresses[name] ?? ''] as const)
  return { kubeconfig: relative(folder, kubeconfig), ...Object.fromEntries(addresses) }
}
