import { createHash } from 'node:crypto'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Go } from './go.js'
import { moduleText, type gatewayApi, type GoTool } from './tools.js'

/** Outside of the checkout, so that every checkout shares it; what is in it can be made again. */
function cacheFolder(environment: NodeJS.ProcessEnv): string {
  return join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'qianyun', 'tools')
}

/** `-buildvcs=false`: the checkout's commit is no property of a tool. */
export function buildFlags(tool: GoTool): readonly string[] {
  return ['-trimpath', '-buildvcs=false', '-ldflags', ['-s', '-w', ...tool.stamp(moduleText(tool.module, 'go.mod'))].join(' ')]
}

/** Where a tool is, or would be once built: its folder bears the hash of all that decides its bytes. */
export function cachedPath(tool: GoTool | typeof gatewayApi, go: Go, environment: NodeJS.ProcessEnv = process.env): string {
  const compiled = 'stamp' in tool ? [go.version, go.platform, ...buildFlags(tool)] : []
  const parts = [moduleText(tool.module, 'go.mod'), moduleText(tool.module, 'go.sum'), tool.package, ...compiled]
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 20)
  return join(cacheFolder(environment), hash, tool.name)
}
