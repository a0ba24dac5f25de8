import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A program that is built from its Go module, one small module a tool: their dependencies contradict one another. */
export interface GoTool {
  readonly name: string
  /** Folder below `tools/` that holds go.mod and go.sum. */
  readonly module: string
  /** The main package. */
  readonly package: string
  /** Linker flags behind `-s -w`, from the text of go.mod. */
  readonly stamp: (goMod: string) => readonly string[]
}

const NO_STAMP = () => []

/** In the order in which they are built: the first of a module compiles what the others use again. */
export const goTools = [
  { name: 'etcd', module: 'etcd', package: 'go.etcd.io/etcd/server/v3', stamp: NO_STAMP },
  { name: 'kube-apiserver', module: 'kubernetes', package: 'k8s.io/kubernetes/cmd/kube-apiserver', stamp: kubernetesVersion },
  { name: 'kube-controller-manager', module: 'kubernetes', package: 'k8s.io/kubernetes/cmd/kube-controller-manager', stamp: kubernetesVersion },
  { name: 'kube-scheduler', module: 'kubernetes', package: 'k8s.io/kubernetes/cmd/kube-scheduler', stamp: kubernetesVersion },
  { name: 'kwok', module: 'kwok', package: 'sigs.k8s.io/kwok/cmd/kwok', stamp: NO_STAMP },
  // Without it the program calls itself a development build, also in every state it writes.
  { name: 'tofu', module: 'opentofu', package: 'github.com/opentofu/opentofu/cmd/tofu', stamp: () => ['-X github.com/opentofu/opentofu/version.dev=no'] },
] as const satisfies readonly GoTool[]

/** The definitions of the Gateway API, taken from its module as they are. */
export const gatewayApi = { name: 'gateway-api', module: 'gateway-api', package: 'sigs.k8s.io/gateway-api' } as const

type ToolName = (typeof goTools)[number]['name'] | typeof gatewayApi.name

/** Where each program is; for the Gateway API the folder of its definitions. */
export type ToolPaths = Readonly<Record<ToolName, string>>

/** A server that is built without these reports v0.0.0-master, which clients take for a version. */
function kubernetesVersion(goMod: string): readonly string[] {
  const [version = '', major = '', minor = ''] = /k8s\.io\/kubernetes (v(\d+)\.(\d+)\.\d+)/.exec(goMod)?.slice(1) ?? []
  const set = (name: string, value: string) => `-X k8s.io/component-base/version.${name}=${value}`
  return [set('gitVersion', version), set('gitMajor', major), set('gitMinor', minor)]
}

/** The repository's `tools/`: the sources lie three folders below its root, the compiled files four. */
export function moduleFolder(module: string): string {
  const root = fileURLToPath(new URL(import.meta.url.includes('/dist/src/') ? '../../../../' : '../../../', import.meta.url))
  return join(root, 'tools', module)
}

export function moduleText(module: string, file: 'go.mod' | 'go.sum'): string {
  return readFileSync(join(moduleFolder(module), file), 'utf8')
}
