import { goProgram } from '../../src/demo/control-plane/go.js'
import { PROVIDER, providerMirror } from './provider-mirror.js'

/** One sentence where tests on real API servers cannot run, or are not asked for; undefined where they do. */
export function whyNoCluster(): string | undefined {
  if (process.env['QIANYUN_CLUSTER'] === '1') return undefined
  const call = 'npm run test:cluster'
  if (goProgram() === undefined) return `there is no Go here to build the API servers with: install Go 1.26.6 or newer, then run ${call}`
  return `real API servers are started by one command alone, which builds them first: ${call}`
}

export function whyNoProvider(): string | undefined {
  if (providerMirror() !== undefined) return undefined
  return `no local mirror holds ${PROVIDER}: put it below ~/.terraform.d/plugins, or name a mirror by QIANYUN_PROVIDER_MIRROR`
}
