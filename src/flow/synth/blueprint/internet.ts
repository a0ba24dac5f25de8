import { notPublic } from '../reserved-addresses.js'
import { addressRange, containsRange } from '../reachability/addresses.js'

/** Every address of the internet of version 4: those reserved for other uses are left out, and so are the city's own domains. */
export function internetBlock(own: readonly string[]): { cidrs: readonly string[]; except: readonly string[] } {
  const reserved = notPublic.filter((cidr) => addressRange(cidr)?.family === 4)
  const known = reserved.flatMap((cidr) => addressRange(cidr) ?? [])
  const further = own.filter((cidr) => {
    const range = addressRange(cidr)
    return range !== null && !known.some((whole) => containsRange(whole, range))
  })
  return { cidrs: ['0.0.0.0/0'], except: [...reserved, ...[...new Set(further)].sort()] }
}
