import { labelKeys } from '../labels.js'
import type { Policy } from '../reachability/network.js'
import { policiesIn } from '../reachability/read-policies.js'
import { blocks, type Gate } from './gate.js'
import { isNameService } from './name-service.js'
import { namespacesOf } from './namespaces.js'

/**
 * An exchange separates its callers only as long as each opening is for the pods of one channel: what all its pods may be called
 * for and may call is a way from every domain to every system behind it.
 */
export const exchangeChannel: Gate = {
  id: 'exchange-channel',
  code: 'STK_EXCHANGE_CHANNEL',
  check: (stacks) => namespacesOf(stacks).flatMap(({ stack, name, exchange, domain }) => {
    // One that also calls itself part of a domain is another gate's matter.
    if (exchange === null || domain !== null) return []
    const open = policiesIn(stack).filter(({ policy }) => policy.namespace === name && opensMore(policy))
    return open.map(({ resource }) => blocks('exchange-channel', { stack, resource }, { exchange, label: labelKeys.channel }))
  }),
}

function opensMore({ selects, ingress, egress }: Policy): boolean {
  const opened = [...(ingress ?? []), ...(egress ?? [])].some(({ peers }) => peers.length === 0 || !peers.every(isNameService))
  return opened && selects.matchLabels[labelKeys.channel] === undefined
}
