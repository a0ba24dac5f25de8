import { lstat, mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { toolConfiguration } from './tool-configuration.js'

/** What belongs to a runner and to no stack. */
export interface RunnerFolder {
  readonly home: string
  readonly temporary: string
  /** The tools' own configuration. */
  readonly configuration: string
  /** Lock files, one per set of providers. */
  readonly locks: string
}

export async function openRunnerFolder(folder: string, mirrors: readonly string[]): Promise<RunnerFolder> {
  const opened = { home: join(folder, 'home'), temporary: await temporaryFolder(), configuration: join(folder, 'tool.tfrc'), locks: join(folder, 'locks') }
  for (const part of [folder, opened.home, opened.locks]) await mkdir(part, { recursive: true, mode: 0o700 })
  await writeFile(opened.configuration, toolConfiguration(mirrors), { mode: 0o600 })
  return opened
}

/** Of this user alone, and short: providers put a socket into it, and a socket's path may have 108 bytes. */
async function temporaryFolder(): Promise<string> {
  const user = process.getuid?.() ?? 0
  const folder = join(tmpdir(), `qianyun-tofu-${user}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { uid, mode } = await lstat(folder)
  if (uid !== user || (mode & 0o170077) !== 0o040000) throw new DiagnosticError(problem('TOFU_FOLDER_NOT_OWN', { folder }))
  return folder
}
