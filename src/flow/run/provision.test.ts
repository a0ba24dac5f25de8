import { expect, test } from 'vitest'
import { contextOf, input, recordingMover, recordingPorts, Recorder } from '../../../tests/support/recording-run.js'
import { DiagnosticError } from '../../diagnostics/diagnostic.js'
import type { PreflightFinding } from '../../ports/data-mover.js'
import { provisionPhase } from './phases/provision.js'

const finding = (check: string, severity: PreflightFinding['severity']): PreflightFinding => ({ check, severity, objects: ['biz.a', 'biz.b'], params: {} })

test('a block stops the move with its objects and with the words of the check; what only warns does not', async () => {
  const recorder = new Recorder()
  const preflight = async () => [finding('P4', 'block'), finding('P9', 'fix'), finding('P10', 'warn')]
  const ports = { ...recordingPorts(recorder), mover: { ...recordingMover(recorder, { side: 'source', feed: false }), preflight } }
  const step = provisionPhase(ports).steps.find(({ name }) => name === 'preflight')

  const error = await step?.body(input, {}, contextOf()).catch((reason: unknown) => reason)

  expect(error).toBeInstanceOf(DiagnosticError)
  expect(error).toMatchObject({ diagnostics: [
    { code: 'RUN_PREFLIGHT_BLOCKS', params: { system: 'permits', check: 'P4', objects: 'biz.a, biz.b' } }, { code: 'PREFLIGHT_P4', params: { count: 2 } },
  ] })
})
