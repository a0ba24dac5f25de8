import { execa } from 'execa'
import { findProgram } from '../../app/setup/programs.js'
import { DiagnosticError, problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { moduleFolder, moduleText } from './tools.js'

/** The Go tool chain of this machine, and what of it decides the bytes of a program. */
export interface Go {
  readonly program: string
  /** `go1.26.8` */
  readonly version: string
  /** `linux/amd64 cgo=1` */
  readonly platform: string
}

/** What is built, and the folder below `tools/` of its module. */
interface Built {
  readonly name: string
  readonly module: string
}

/** What every call of Go gets: the tool chain that is there and the checksums that are committed, nothing fetched in their place. */
const goEnvironment = { GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly', GOWORK: 'off' } as const

/** Go's own installer puts it into /usr/local/go and leaves PATH to the user. */
export function goProgram(): string | undefined {
  return findProgram('go') ?? findProgram('../go/bin/go')
}

/** Rejects with a diagnostic where there is no Go. */
export async function findGo(): Promise<Go> {
  const program = goProgram()
  if (program === undefined) throw new DiagnosticError(problem('TOOL_GO_MISSING'))
  const { stdout } = await execa(program, ['env', '-json', 'GOVERSION', 'GOOS', 'GOARCH', 'CGO_ENABLED'], { env: { GOTOOLCHAIN: 'local', GOWORK: 'off' } })
  const said = JSON.parse(stdout) as Readonly<Record<'GOVERSION' | 'GOOS' | 'GOARCH' | 'CGO_ENABLED', string>>
  return { program, version: said.GOVERSION, platform: `${said.GOOS}/${said.GOARCH} cgo=${said.CGO_ENABLED}` }
}

/** Throws where the module of a tool asks for a newer Go: with GOTOOLCHAIN=local none is fetched. */
export function assertNewEnough(go: Go, { name, module }: Built): void {
  const needed = /^go (\S+)$/m.exec(moduleText(module, 'go.mod'))?.[1] ?? '0'
  if (isOlder(numbers(go.version), numbers(needed))) throw new DiagnosticError(problem('TOOL_GO_TOO_OLD', { tool: name, needed, found: go.version }))
}

function numbers(version: string): readonly number[] {
  return (version.match(/\d+/g) ?? []).slice(0, 3).map(Number)
}

function isOlder(found: readonly number[], needed: readonly number[]): boolean {
  const differs = needed.findIndex((part, index) => part !== (found[index] ?? 0))
  return differs >= 0 && (found[differs] ?? 0) < needed[differs]!
}

/** Calls Go in the folder of a tool's module; rejects with a diagnostic that says what of Go's answer a person can act on. */
export async function runGo(go: Go, tool: Built, args: readonly string[]): Promise<string> {
  const result = await execa(go.program, args, { cwd: moduleFolder(tool.module), env: goEnvironment, stdin: 'ignore', reject: false })
  if (result.exitCode === 0) return result.stdout
  throw new DiagnosticError(whyItFailed(tool.name, `${result.stderr}\n${result.stdout}`.trim() || String(result.shortMessage)))
}

const NETWORK = /dial tcp|no such host|i\/o timeout|connection re(fused|set)|proxyconnect|TLS handshake|GOPROXY=off|network is unreachable|unexpected EOF/
const RESOURCES = /signal: killed|no space left on device|cannot allocate memory|disk quota exceeded/

function whyItFailed(tool: string, output: string): Diagnostic {
  const lines = output.split('\n').filter((line) => line.trim() !== '').slice(-5).join('\n    ')
  if (RESOURCES.test(output)) return problem('TOOL_BUILD_KILLED', { tool, lines })
  return problem(NETWORK.test(output) ? 'TOOL_NO_NETWORK' : 'TOOL_BUILD_FAILED', { tool, lines })
}
