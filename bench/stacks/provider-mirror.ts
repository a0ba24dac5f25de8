import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`
const provider = `registry.opentofu.org/hashicorp/kubernetes/2.38.0/${platform}`

/** The mirror that is named, else the tool's implied one in the home folder; undefined where neither holds the provider. */
export function providerMirror(environment: NodeJS.ProcessEnv): string | undefined {
  const mirrors = [environment['QIANYUN_PROVIDER_MIRROR'] ?? '', join(homedir(), '.terraform.d', 'plugins')]
  return mirrors.find((mirror) => mirror !== '' && existsSync(join(mirror, provider)))
}
