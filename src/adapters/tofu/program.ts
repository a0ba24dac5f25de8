import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import { execa } from 'execa'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'

export interface Program {
  /** Full path. */
  readonly path: string
  readonly name: 'tofu' | 'terraform'
  readonly version: string
}

/** The oldest whose `init` speaks JSON. */
const OLDEST = { tofu: [1, 8], terraform: [1, 9] } as const

/** A full path, or a name that is looked for in PATH; without either, `tofu`, then `terraform`. Rejects with TOFU_PROGRAM_MISSING or TOFU_PROGRAM_TOO_OLD. */
export async function findProgram(wanted: string | undefined, searchPath: string, environment: NodeJS.ProcessEnv): Promise<Program> {
  const names = wanted === undefined ? ['tofu', 'terraform'] : [wanted]
  for (const name of names) {
    const path = await findExecutable(name, searchPath)
    if (path !== undefined) return identify(path, environment)
  }
  throw new DiagnosticError(problem('TOFU_PROGRAM_MISSING', { program: names.join(', ') }))
}

async function findExecutable(name: string, searchPath: string): Promise<string | undefined> {
  const candidates = isAbsolute(name) ? [name] : searchPath.split(delimiter).filter(isAbsolute).map((folder) => join(folder, name))
  for (const path of candidates) {
    const runs = await access(path, constants.X_OK).then(() => true, () => false)
    if (runs) return path
  }
  return undefined
}

/** By its words and not by `-json`: there OpenTofu calls itself `terraform_version` too. */
async function identify(path: string, environment: NodeJS.ProcessEnv): Promise<Program> {
  const { stdout, exitCode } = await execa(path, ['version'], { env: environment, extendEnv: false, stdin: 'ignore', reject: false })
  const [, product, version] = /^(OpenTofu|Terraform) v(\d+\.\d+\.\d+\S*)/m.exec(stdout ?? '') ?? []
  if (exitCode !== 0 || version === undefined) throw new DiagnosticError(problem('TOFU_PROGRAM_MISSING', { program: path }))
  const name = product === 'OpenTofu' ? 'tofu' : 'terraform'
  if (!isRecent(version, OLDEST[name])) throw new DiagnosticError(problem('TOFU_PROGRAM_TOO_OLD', { program: path, version, oldest: OLDEST[name].join('.') }))
  return { path, name, version }
}

function isRecent(version: string, [leastMajor, leastMinor]: readonly [number, number]): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > leastMajor || (major === leastMajor && minor >= leastMinor)
}
