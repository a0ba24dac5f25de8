import { isCode, type Code } from './codes.js'
import { problem, warning, type Diagnostic, type Params } from './diagnostic.js'

/** What a check found, in as much as its words need it. */
interface Finding {
  readonly check: string
  readonly severity: 'block' | 'fix' | 'warn'
  readonly objects: readonly string[]
  readonly params: Params
}

/** The problem whose words explain a finding; a check that the catalog does not know has none. */
export function findingProblem({ check, severity, objects, params }: Finding): Diagnostic | undefined {
  const code = preflightCode(check)
  return code && (severity === 'block' ? problem : warning)(code, { count: objects.length, ...params })
}

function preflightCode(check: string): Code | undefined {
  const code = `PREFLIGHT_${check}`
  return isCode(code) ? code : undefined
}
