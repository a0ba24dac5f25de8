import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { KubeConfig } from '@kubernetes/client-node'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'

/** Which file says how the cluster is reached, and which context of it is meant. */
export interface ClusterAccess {
  /** Path of the kubeconfig. */
  readonly kubeconfig: string
  readonly context: string
}

/** The kubeconfig with the named context in force. What its parser says is never passed on: it quotes lines, and they hold keys. */
export async function readKubeconfig({ kubeconfig: file, context }: ClusterAccess): Promise<KubeConfig> {
  const config = parse(await readText(file), file)
  const known = config.getContexts().map(({ name }) => name)
  if (known.length === 0) throw invalid(file, 'it names no context')
  if (!known.includes(context)) throw new DiagnosticError(problem('K8S_CONTEXT_MISSING', { file, context, known: known.join(', ') }))
  config.setCurrentContext(context)
  if (!config.getCurrentCluster()?.server) throw invalid(file, `context "${context}" names a cluster that the file does not describe`)
  if (!config.getCurrentUser()) throw invalid(file, `context "${context}" names a user that the file does not describe`)
  return config
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new DiagnosticError(problem('K8S_KUBECONFIG_UNREADABLE', { file, reason: codeOf(cause) }))
  }
}

function parse(text: string, file: string): KubeConfig {
  const config = new KubeConfig()
  try {
    config.loadFromString(text)
    config.makePathsAbsolute(dirname(file))
  } catch {
    throw invalid(file, 'it is no kubeconfig in YAML or JSON, or a part of it lacks its name')
  }
  return config
}

function invalid(file: string, reason: string): DiagnosticError {
  return new DiagnosticError(problem('K8S_KUBECONFIG_INVALID', { file, reason }))
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
}
