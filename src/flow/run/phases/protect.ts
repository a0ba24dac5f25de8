import { hours } from '../../../model/duration.js'
import type { PhaseDefinition, StepContext } from '../../../model/step.js'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { definePhase, follow } from '../define-phase.js'
import type { PhaseInput } from '../input.js'
import type { DrillResult } from '../../../ports/replica.js'
import type { RunPorts } from '../ports.js'
import { keepEvidence, reach } from '../record.js'

/** The new primary gets its replica on the DR site, and the replica a drill on a clone of itself: trial → dr_ready. */
export function protectPhase(ports: RunPorts): PhaseDefinition {
  return definePhase(ports, {
    name: 'protect',
    steps: [
      { name: 'replica', timeout: hours(24), maxAttempts: 5, body: (input, context) => build(ports, input, context) },
      { name: 'drill', timeout: hours(12), maxAttempts: 3, body: (input, context) => drill(ports, input, context) },
    ],
    next: (input) => [follow(input, 'commit')],
  })
}

async function build(ports: RunPorts, input: PhaseInput, context: StepContext) {
  const { replicas } = await ports.wiring(input.system, input.run)
  if (replicas.length === 0) return { skipped: true }
  const built = { bytes: 0, milliseconds: 0 }
  for (const replica of replicas) {
    const { bytes, milliseconds } = await ports.replica.build(replica, context)
    built.bytes += bytes
    built.milliseconds += milliseconds
  }
  return built
}

async function drill(ports: RunPorts, input: PhaseInput, context: StepContext) {
  const { replicas } = await ports.wiring(input.system, input.run)
  if (replicas.length === 0) return { skipped: true }
  await ports.faults.at('drill.started')
  const results: DrillResult[] = []
  for (const replica of replicas) results.push(await ports.replica.drill(replica, context))
  const result = wholeDrill(results)
  await keepEvidence(ports, input, 'drill', result)
  if (result.result !== 'pass') throw new DiagnosticError(problem('RUN_DRILL_FAILED', { system: input.system, checks: result.checks.filter(({ pass }) => !pass).map(({ name }) => name).join(', ') }))
  await reach(ports, input, 'dr_ready', { rtoMs: result.rtoMs, rpoMs: result.rpoMs })
  return { rtoMs: result.rtoMs, rpoMs: result.rpoMs }
}

/** A system whose data lies in several places is back when its slowest part is, and has lost what its worst part lost. */
function wholeDrill([first, ...others]: readonly DrillResult[]): DrillResult {
  if (!first) throw new Error('a drill without parts')
  return others.reduce<DrillResult>((whole, part) => ({
    result: whole.result === 'pass' && part.result === 'pass' ? 'pass' : 'fail',
    rtoMs: Math.max(whole.rtoMs, part.rtoMs),
    rpoMs: Math.max(whole.rpoMs, part.rpoMs),
    timelineBefore: whole.timelineBefore ?? part.timelineBefore,
    timelineAfter: whole.timelineAfter ?? part.timelineAfter,
    checks: [...whole.checks, ...part.checks],
    cloneMs: whole.cloneMs + part.cloneMs,
  }), first)
}
