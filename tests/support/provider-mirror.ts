import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`

/** The provider that the stacks are synthesized for, as mirrors are laid out. */
export const PROVIDER = `registry.opentofu.org/hashicorp/kubernetes/2.38.0/${platform}`

/** A filesystem mirror with the provider: the one that is named, else the first that OpenTofu itself would look at (its `provider_source.go`). */
export function providerMirror(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const own = environment['XDG_DATA_HOME'] || join(homedir(), '.local', 'share')
  const shared = (environment['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share').split(':')
  const ofTerraform = [own, ...shared].map((folder) => join(folder, 'terraform', 'plugins'))
  const implied = [join(homedir(), '.terraform.d', 'plugins'), join(own, 'opentofu', 'plugins'), ...ofTerraform]
  const named = environment['QIANYUN_PROVIDER_MIRROR']
  return (named ? [named] : implied).find((mirror) => existsSync(join(mirror, PROVIDER)))
}
