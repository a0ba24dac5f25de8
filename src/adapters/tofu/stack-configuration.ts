import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { JsonObject } from '../../model/json.js'
import { stackFiles } from '../../model/stack-files.js'
import type { StackFolder } from '../../ports/stack-runner.js'

/** A provider as a stack asks for it: `registry.opentofu.org/hashicorp/kubernetes`, `2.38.0`. */
export interface RequiredProvider {
  readonly source: string
  readonly version: string
}

export interface StackConfiguration {
  /** Sorted by source. */
  readonly providers: readonly RequiredProvider[]
  readonly backend: string
  /** Where the state lies when it is a file of this machine. */
  readonly stateFile: string | undefined
}

/** What the runner has to know of a stack before any tool is started. Rejects with TOFU_STACK_UNREADABLE. */
export async function readStackConfiguration({ name, folder }: StackFolder): Promise<StackConfiguration> {
  const terraform = await readTerraformBlock(join(folder, stackFiles.configuration)).catch((cause: unknown) => {
    throw new DiagnosticError(problem('TOFU_STACK_UNREADABLE', { stack: name, folder }, { cause }))
  })
  const [backend = 'local', settings] = Object.entries(objectAt(terraform, 'backend')).find(([, value]) => value !== null) ?? []
  return { providers: requiredProviders(terraform), backend, stateFile: backend === 'local' ? resolve(folder, statePath(settings)) : undefined }
}

async function readTerraformBlock(file: string): Promise<JsonObject> {
  return objectAt(JSON.parse(await readFile(file, 'utf8')) as JsonObject, 'terraform')
}

function requiredProviders(terraform: JsonObject): RequiredProvider[] {
  const required = objectAt(terraform, 'required_providers')
  const providers = Object.keys(required).map((name) => {
    const { source, version } = objectAt(required, name)
    return { source: String(source ?? name), version: String(version ?? '').replace(/^=\s*/, '') }
  })
  return providers.toSorted((a, b) => (a.source < b.source ? -1 : 1))
}

function statePath(settings: JsonObject[string]): string {
  const path = isObject(settings) ? settings['path'] : undefined
  return typeof path === 'string' ? path : 'terraform.tfstate'
}

function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = parent[key]
  return isObject(value) ? value : {}
}

function isObject(value: JsonObject[string]): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
