import type { z } from 'zod'

/** What the checks read of a system's endpoints, after every field has been found well formed. */
interface SystemShape {
  readonly system: string
  readonly engine: 'postgres' | 'mariadb' | 'files'
  readonly copier?: string | undefined
  readonly appRoles: readonly string[]
  readonly source?: object | undefined
  readonly target?: object | undefined
  readonly files?: readonly FilesShape[] | undefined
  readonly router?: { readonly kind: string; readonly socket?: string | undefined } | undefined
}

interface FilesShape {
  readonly name: string
  readonly source: TreeShape
  readonly target?: TreeShape | undefined
}

interface TreeShape {
  readonly ssh?: object | undefined
}

/** The problems below by name; `issues.ts` has the code of each. */
export type EndpointProblem = 'no_source' | 'no_roles' | 'no_files' | 'copier_of_another_engine' | 'both_remote' | 'half_target' | 'named_twice' | 'no_socket'

type Report = (problem: EndpointProblem, path: readonly PropertyKey[], params?: Readonly<Record<string, string>>) => void

const COPIERS = { postgres: ['parallel', 'pgcopydb', 'pg_dump'], mariadb: ['parallel', 'mydumper', 'mariadb-dump'], files: [] } as const satisfies Record<SystemShape['engine'], readonly string[]>

/** What no single field of a system's endpoints can say: what the engine needs, and that all its parts move or none does. */
export function checkSystem(system: SystemShape, context: z.core.$RefinementCtx): void {
  const report: Report = (problem, path, params = {}) => context.addIssue({ code: 'custom', path: [...path], params: { problem, system: system.system, ...params } })
  if (system.engine === 'files') checkFilesOnly(system, report)
  else checkDatabase(system, report)
  checkTrees(system, report)
  if (system.router?.kind === 'haproxy' && system.router.socket === undefined) report('no_socket', ['router'])
}

function checkFilesOnly({ files = [], copier }: SystemShape, report: Report): void {
  if (files.length === 0) report('no_files', ['files'])
  if (copier !== undefined) report('copier_of_another_engine', ['copier'], { copier, engine: 'files', allowed: '-' })
}

function checkDatabase({ engine, source, appRoles, copier }: SystemShape, report: Report): void {
  const copiers: readonly string[] = COPIERS[engine]
  if (source === undefined) report('no_source', ['source'], { engine })
  if (appRoles.length === 0) report('no_roles', ['appRoles'])
  if (copier !== undefined && !copiers.includes(copier)) report('copier_of_another_engine', ['copier'], { copier, engine, allowed: copiers.join(', ') })
}

/** rsync runs on this machine, so only one end of it may be elsewhere; and a system of which a part stays behind could never go live. */
function checkTrees({ engine, target, files = [] }: SystemShape, report: Report): void {
  const moves = engine === 'files' ? files.some((tree) => tree.target !== undefined) : target !== undefined
  for (const [index, tree] of files.entries()) {
    if (tree.source.ssh !== undefined && tree.target?.ssh !== undefined) report('both_remote', ['files', index, 'target'], { tree: tree.name })
    if ((tree.target !== undefined) !== moves) report('half_target', ['files', index], { tree: tree.name })
    if (files.findIndex(({ name }) => name === tree.name) < index) report('named_twice', ['files', index, 'name'], { name: tree.name })
  }
}
