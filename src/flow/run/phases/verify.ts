import { hours, minutes } from '../../../model/duration.js'
import type { NextPhase, PhaseDefinition, StepResults } from '../../../model/step.js'
import type { CheckOutcome } from '../../../ports/checks.js'
import { definePhase, follow } from '../define-phase.js'
import type { PhaseInput } from '../input.js'
import { movingSystem } from '../moving-system.js'
import type { RunPorts } from '../ports.js'
import { keepEvidence, reachInOrder } from '../record.js'
import { nextWave } from '../waves.js'

/** Checks after the opening: the public address answers from the new side, the way back stands, nothing failed to apply. */
export function verifyPhase(ports: RunPorts): PhaseDefinition {
  return definePhase(ports, {
    name: 'verify',
    steps: [
      { name: 'checks', timeout: minutes(30), maxAttempts: 5, body: (input) => runChecks(ports, input) },
      {
        name: 'trial', timeout: minutes(5), maxAttempts: 5, when: passed,
        body: async (input) => {
          await reachInOrder(ports, input, ['verified', 'trial'])
          return {}
        },
      },
      { name: 'wave', timeout: hours(1), maxAttempts: 5, when: passed, body: async (input) => ({ starts: await nextWave(ports, input) }) },
    ],
    next: afterChecks,
  })
}

async function runChecks(ports: RunPorts, input: PhaseInput) {
  const { move, checks } = await movingSystem(ports, input)
  const outcomes: CheckOutcome[] = await Promise.all(checks.filter(({ name }) => name.startsWith('public')).map((check) => ports.checks.run(check)))
  const { serving, feed } = await ports.mover.status(move)
  outcomes.push({ name: 'new side serves', result: serving === 'target' ? 'pass' : 'fail', detail: serving })
  outcomes.push({ name: 'way back stands', result: feed ? 'pass' : 'fail', detail: feed ? 'reverse feed live' : 'no reverse feed' })
  const result = outcomes.every((one) => one.result === 'pass') ? 'pass' : 'fail'
  await keepEvidence(ports, input, 'checks', { result, reverseReady: feed, checks: outcomes.map((one) => ({ ...one })) })
  return { result, reverseReady: feed }
}

function passed(results: StepResults): boolean {
  return results['checks']?.['result'] === 'pass'
}

function afterChecks(input: PhaseInput, results: StepResults): readonly NextPhase[] {
  if (!passed(results)) return [follow(input, 'rollback')]
  const starts = results['wave']?.['starts']
  return [follow(input, 'protect'), ...(Array.isArray(starts) ? (starts as NextPhase[]) : [])]
}
