import type { Json } from '../../../model/json.js'
import { asObject, text, type SynthesizedStack } from '../output/read-output.js'
import { blocks, type Gate } from './gate.js'

/**
 * One provider, told where the kubeconfig is and which context is meant. With a host, a token or a helper program (`exec`) in the file it
 * would ask another cluster than the one whose UID was looked at, or run what the file says.
 */
export const unknownProvider: Gate = {
  id: 'unknown-provider',
  code: 'STK_UNKNOWN_PROVIDER',
  check: (stacks, settings) => stacks.flatMap((stack) => {
    return [...strangeProviders(stack), ...strangeSources(stack, settings?.providerSource)].map((part) => blocks('unknown-provider', { stack, resource: null }, { part }))
  }),
}

function strangeProviders({ json }: SynthesizedStack): string[] {
  const providers = asObject(json.provider)
  const { kubernetes, ...others } = providers
  const blocksOf: readonly Json[] = Array.isArray(kubernetes) ? (kubernetes as readonly Json[]) : [kubernetes ?? null]
  const { config_path: path, config_context: context, ...rest } = asObject(blocksOf[0])
  return [
    ...Object.keys(others).map((name) => `provider.${name}`),
    ...(blocksOf.length === 1 ? [] : ['provider.kubernetes']),
    ...(path === '${var.kubeconfig}' ? [] : ['provider.kubernetes.config_path']),
    ...(text(context) && !text(context)!.includes('{') ? [] : ['provider.kubernetes.config_context']),
    ...Object.keys(rest).map((key) => `provider.kubernetes.${key}`),
  ]
}

/** A version that is not pinned is another one tomorrow; which bytes it is says the mirror's lock file. */
function strangeSources({ json }: SynthesizedStack, expected: string | undefined): string[] {
  const { kubernetes, ...others } = asObject(asObject(json.terraform).required_providers)
  const { source, version, ...rest } = asObject(kubernetes)
  const isSource = expected === undefined ? /^[a-z0-9.-]+(:\d+)?\/[\w-]+\/kubernetes$/.test(text(source) ?? '') : source === expected
  return [
    ...Object.keys(others), ...(isSource ? [] : ['kubernetes.source']), ...(/^\d+\.\d+\.\d+$/.test(text(version) ?? '') ? [] : ['kubernetes.version']),
    ...Object.keys(rest).map((key) => `kubernetes.${key}`),
  ].map((part) => `terraform.required_providers.${part}`)
}
