const decimal = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'] as const
const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const

/**
 * A quantity as API servers write it: `1024Mi` is `1Gi`, `0.5` is `500m`, `0Gi` is `0`. A server that applies compares what is applied
 * as text with what it holds, so another spelling of the same number is a conflict with whoever else manages the field. Other text,
 * exponents (`1e3`) and fractions below one billionth come back as they are.
 * Source: `CanonicalizeBytes` of k8s.io/apimachinery/pkg/api/resource.
 */
export function canonicalQuantity(text: string): string {
  const [, sign, whole, fraction = '', suffix = ''] = /^([+-]?)(\d+)(?:\.(\d+))?([numkMGTPE]|[KMGTPE]i)?$/.exec(text) ?? []
  if (whole === undefined) return text
  const [count, divisor] = [BigInt(whole + fraction) * billionthsOf(suffix), 10n ** BigInt(fraction.length)]
  if (count % divisor !== 0n) return text
  const billionths = count / divisor
  return `${sign === '-' && billionths > 0n ? '-' : ''}${written(billionths, suffix.endsWith('i'))}`
}

const billion = 1_000_000_000n

function billionthsOf(suffix: string): bigint {
  const power = binary.findIndex((known) => known === suffix)
  return power > 0 ? billion * 1024n ** BigInt(power) : 1000n ** BigInt(decimal.findIndex((known) => known === suffix))
}

/** Binary suffixes are for whole numbers from 1024 on. */
function written(billionths: bigint, isBinary: boolean): string {
  const isWhole = billionths % billion === 0n
  if (isBinary && isWhole && billionths / billion >= 1024n) return shortened(billionths / billion, 1024n, binary)
  return billionths === 0n ? '0' : shortened(billionths, 1000n, decimal)
}

function shortened(count: bigint, step: bigint, suffixes: readonly string[]): string {
  const rest = suffixes.slice(1)
  return count % step === 0n && rest.length > 0 ? shortened(count / step, step, rest) : `${count}${suffixes[0]}`
}
