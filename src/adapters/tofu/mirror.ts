import { constants } from 'node:fs'
import { access, readdir } from 'node:fs/promises'
import { arch, homedir, platform } from 'node:os'
import { basename, join } from 'node:path'
import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { RequiredProvider } from './stack-configuration.js'

/** This machine as providers are named for it: `linux_amd64`. */
export function machinePlatform(): string {
  const cpu = { x64: 'amd64', ia32: '386' }[arch() as string] ?? arch()
  return `${platform() === 'win32' ? 'windows' : platform()}_${cpu}`
}

/** Where both tools look by themselves when nothing is configured. */
export function impliedMirrors(environment: NodeJS.ProcessEnv): readonly string[] {
  const home = environment['HOME'] ?? homedir()
  const data = [environment['XDG_DATA_HOME'] ?? join(home, '.local/share'), ...(environment['XDG_DATA_DIRS'] ?? '/usr/local/share:/usr/share').split(':')]
  const programs = ['opentofu', 'terraform'].flatMap((program) => data.filter(Boolean).map((folder) => join(folder, program, 'plugins')))
  return [join(home, '.terraform.d/plugins'), ...programs]
}

function packageFolder(mirror: string, { source, version }: RequiredProvider): string {
  return join(mirror, source, version, machinePlatform())
}

/** The unpacked package of a provider, by the first mirror that has it; undefined when none does. */
export async function findPackage(mirrors: readonly string[], provider: RequiredProvider): Promise<string | undefined> {
  for (const mirror of mirrors) {
    const folder = packageFolder(mirror, provider)
    if (await holdsProgram(folder, `terraform-provider-${basename(provider.source)}`)) return folder
  }
  return undefined
}

async function holdsProgram(folder: string, prefix: string): Promise<boolean> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith(prefix))
  const runnable = await Promise.all(names.map((name) => access(join(folder, name), constants.X_OK).then(() => true, () => false)))
  return runnable.includes(true)
}

export function withoutProvider(mirrors: readonly string[], provider: RequiredProvider): Diagnostic {
  const [first = ''] = mirrors
  const params = { ...provider, mirror: mirrors.join(', '), folder: packageFolder(first, provider), platform: machinePlatform() }
  return problem('TOFU_MIRROR_WITHOUT_PROVIDER', params)
}
