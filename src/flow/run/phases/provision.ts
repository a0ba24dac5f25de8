import { minutes } from '../../../model/duration.js'
import type { PhaseDefinition, StepContext, StepResults } from '../../../model/step.js'
import { DiagnosticError, problem, type Diagnostic } from '../../../diagnostics/diagnostic.js'
import { findingProblem } from '../../../diagnostics/preflight.js'
import type { PreflightFinding } from '../../../ports/data-mover.js'
import { definePhase, follow } from '../define-phase.js'
import type { PhaseInput } from '../input.js'
import { movingSystem } from '../moving-system.js'
import type { RunPorts } from '../ports.js'
import { keepEvidence, reach } from '../record.js'

/** Preflight on both sides, then roles and settings on the target: planned → provisioned → deployed. */
export function provisionPhase(ports: RunPorts): PhaseDefinition {
  return definePhase(ports, {
    name: 'provision',
    steps: [
      { name: 'preflight', timeout: minutes(10), maxAttempts: 3, body: (input) => preflight(ports, input) },
      { name: 'prepare', timeout: minutes(10), maxAttempts: 3, body: (input, context, results) => prepare(ports, input, context, results) },
      { name: 'deploy', timeout: minutes(10), maxAttempts: 5, body: (input) => checkTargetService(ports, input) },
    ],
    next: (input) => [follow(input, 'copy')],
  })
}

/** A block stops the system here, before anything was changed; a warning is recorded. */
async function preflight(ports: RunPorts, input: PhaseInput) {
  const { move } = await movingSystem(ports, input)
  const { feed, copied } = await ports.mover.status(move)
  // A system that was rolled back keeps its copy and the feed to it; it passed preflight when that was made.
  if (feed && copied) return { continued: true }
  const findings = await ports.mover.preflight(move)
  const summary = findings.map(({ check, severity, objects, params }) => ({ check, severity, objects: [...objects], params: { ...params } }))
  await keepEvidence(ports, input, 'preflight', { findings: summary })
  const blocks = findings.filter(({ severity }) => severity === 'block')
  if (blocks.length > 0) {
    throw new DiagnosticError(...blocks.flatMap((finding) => [
      problem('RUN_PREFLIGHT_BLOCKS', { system: input.system, check: finding.check, objects: finding.objects.join(', ') }), ...explained(finding),
    ]))
  }
  return { findings: findings.length }
}

/** The words of the check itself, so that nobody has to look them up. */
function explained(finding: PreflightFinding): readonly Diagnostic[] {
  const words = findingProblem(finding)
  return words ? [words] : []
}

async function prepare(ports: RunPorts, input: PhaseInput, context: StepContext, results: StepResults) {
  const fixed = results['preflight']?.['continued'] === true ? [] : (await ports.mover.prepare((await movingSystem(ports, input)).move, context)).fixed
  await reach(ports, input, 'provisioned', { fixed })
  return { fixed }
}

/** The application's new home answers before any data is sent to it. */
async function checkTargetService(ports: RunPorts, input: PhaseInput) {
  const { checks } = await ports.wiring(input.system, input.run)
  const outcomes = await Promise.all(checks.filter(({ name }) => name.startsWith('target')).map((check) => ports.checks.run(check)))
  const failed = outcomes.filter(({ result }) => result !== 'pass')
  if (failed.length > 0) {
    throw new DiagnosticError(...failed.map(({ name, detail }) => problem('RUN_TARGET_SERVICE_DOWN', { system: input.system, check: name, detail })))
  }
  await reach(ports, input, 'deployed', { checked: outcomes.length })
  return { checked: outcomes.length }
}
