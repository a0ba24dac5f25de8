import type { Check, CheckOutcome, Checks } from '../../ports/checks.js'
import type { LineOptions } from './line.js'

/** What is behind a URL or behind `host:port`; an address that is not listed refuses. */
export type SimulatedService = { readonly status: number; readonly body: string } | 'silent'

export function createSimulatedChecks({ clock, latency }: LineOptions, services: (address: string) => SimulatedService | undefined): Checks {
  return {
    async run(check) {
      await clock.sleep(latency)
      const address = check.kind === 'http' ? check.url : check.host !== undefined && check.port !== undefined ? `${check.host}:${check.port}` : undefined
      if (address === undefined) return { name: check.name, result: 'not_run', detail: 'no address' }
      return { name: check.name, ...judge(check, services(address)) }
    },
  }
}

function judge({ kind, expect }: Check, service: SimulatedService | undefined): Omit<CheckOutcome, 'name'> {
  if (service === undefined) return { result: 'fail', detail: 'ECONNREFUSED' }
  if (service === 'silent') return { result: 'fail', detail: 'TimeoutError' }
  const detail = kind === 'http' ? `HTTP ${service.status}` : 'accepted'
  const right = service.status < 400 && (expect === undefined || service.body.includes(expect))
  return { result: right ? 'pass' : 'fail', detail }
}
