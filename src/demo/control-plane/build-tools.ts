import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { assertNewEnough, findGo, runGo, type Go } from './go.js'
import { makeOnce } from './make-once.js'
import { buildFlags, cachedPath } from './tool-cache.js'
import { gatewayApi, goTools, type GoTool, type ToolPaths } from './tools.js'

/** What is told while the tools are built: a tool that is begun, and a tool that is there. */
export interface BuildReport {
  begun(name: string): void
  /** Seconds that were spent; undefined for a tool that was there already. */
  ready(name: string, seconds: number | undefined): void
}

/** Builds what is not in the cache yet, one tool after the other: the largest takes 2 GB of memory and all cores. Rejects with a diagnostic. */
export async function buildTools(report: BuildReport): Promise<ToolPaths> {
  const go = await findGo()
  for (const tool of [...goTools, gatewayApi]) {
    const began = performance.now()
    const made = await makeOnce(cachedPath(tool, go), (making) => {
      report.begun(tool.name)
      return build(tool, go, making)
    })
    report.ready(tool.name, made ? (performance.now() - began) / 1_000 : undefined)
  }
  return pathsOf(go)
}

/** The tools where all of them are built; rejects with a diagnostic that names the missing ones. */
export async function findTools(): Promise<ToolPaths> {
  const paths = pathsOf(await findGo())
  const missing = Object.entries(paths).filter(([, path]) => !existsSync(path)).map(([name]) => name)
  if (missing.length > 0) throw new DiagnosticError(problem('TOOL_NOT_BUILT', { tools: missing.join(', ') }))
  return paths
}

function pathsOf(go: Go): ToolPaths {
  return Object.fromEntries([...goTools, gatewayApi].map((tool) => [tool.name, cachedPath(tool, go)])) as ToolPaths
}

async function build(tool: GoTool | typeof gatewayApi, go: Go, making: string): Promise<void> {
  assertNewEnough(go, tool)
  if ('stamp' in tool) await runGo(go, tool, ['build', ...buildFlags(tool), '-o', making, tool.package])
  else await copyDefinitions(go, making)
}

/** Fetches the module, whose checksum Go compares with go.sum, and copies its standard definitions. */
async function copyDefinitions(go: Go, folder: string): Promise<void> {
  const { Dir } = JSON.parse(await runGo(go, gatewayApi, ['mod', 'download', '-json', gatewayApi.package])) as { readonly Dir: string }
  mkdirSync(folder)
  const definitions = join(Dir, 'config', 'crd', 'standard')
  for (const file of readdirSync(definitions)) cpSync(join(definitions, file), join(folder, file))
}
