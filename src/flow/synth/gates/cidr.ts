/** First and last address of an IPv4 network as numbers; null for anything else. */
function rangeOf(cidr: string): [first: number, last: number] | null {
  const [, a, b, c, d, bits] = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr)?.map(Number) ?? []
  if (bits === undefined || bits > 32 || [a, b, c, d].some((octet) => octet === undefined || octet > 255)) return null
  const size = 2 ** (32 - bits)
  const address = ((a! * 256 + b!) * 256 + c!) * 256 + d!
  const first = address - (address % size)
  return [first, first + size - 1]
}

/** Whether every address of `inner` is in `outer`; false when either is no IPv4 network. */
export function cidrContains(outer: string, inner: string): boolean {
  const [whole, part] = [rangeOf(outer), rangeOf(inner)]
  return whole !== null && part !== null && whole[0] <= part[0] && part[1] <= whole[1]
}
