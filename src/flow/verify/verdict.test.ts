import { describe, expect, it } from 'vitest'
import { checks, cross, drill, proof, SeenRun, switched, unequal } from '../../../tests/support/seen-run.js'
import type { SystemState } from '../../model/system-state.js'
import { isChainIntact } from './evidence-chain.js'
import { verdictOf, type CheckId, type VerdictSubject } from './verdict.js'

const subject: VerdictSubject = { system: 'permits', path: 'move', drTier: 5, drPolicy: { rtoMinutes: 30, rpoMinutes: 5 } }
const sizes = { rows: 60_000, bytes: 9_000_000, outage: 120 }

/** A system with a clean move behind it, committed by two people. */
function committed(state: SystemState = 'live'): SeenRun {
  const run = new SeenRun()
  cross(run, 'permits', sizes)
  run.see('permits', 'drill', drill(900, 0))
  run.sign('permits', 'commit', '吴运维')
  run.sign('permits', 'commit', '郑主管')
  run.stand('permits', state)
  return run
}

const judge = (run: SeenRun, of = subject) => verdictOf(of, run.systems, run.evidence, run.approvals)
const resultOf = (run: SeenRun, check: CheckId, of = subject) => judge(run, of).checks.find((one) => one.check === check)?.result

describe('a verdict', () => {
  it('passes and counts as migrated when every check passed, two people signed and the new side is the only one', () => {
    const verdict = judge(committed())

    expect(verdict).toMatchObject({ result: 'pass', migrated: true, signature: { signed: true, by: ['吴运维', '郑主管'] } })
    expect(verdict.checks.every(({ result, evidence }) => result === 'pass' && evidence !== null)).toBe(true)
  })

  it('names the record each check rests on', () => {
    expect(judge(committed()).checks.map(({ check, evidence }) => [check, evidence])).toEqual([
      ['rehearsal_equal', 'permits-rehearsal-1'], ['proof_equal', 'permits-proof-1'], ['new_side_answers', 'permits-checks-1'],
      ['way_back_stands', 'permits-checks-1'],
      ['drill_within_tier', 'permits-drill-1'], ['approvals_there', 'approval/permits/1/cutover/周割接'],
    ])
  })

  it('has not run for a system of which nothing was seen', () => {
    const verdict = judge(new SeenRun())

    expect(verdict).toMatchObject({ result: 'not_run', migrated: false })
    expect(verdict.checks.every(({ result }) => result === 'not_run')).toBe(true)
  })

  it.each(['rehearsal', 'proof', 'checks', 'drill'] as const)('never passes while %s has not run', (kind) => {
    const run = committed()
    const verdict = verdictOf(subject, run.systems, run.evidence.filter((one) => one.kind !== kind), run.approvals)

    expect(verdict).toMatchObject({ result: 'not_run', migrated: false })
  })

  it('does not count a system as migrated before it is committed', () => {
    expect(judge(committed('dr_ready'))).toMatchObject({ result: 'pass', migrated: false })
  })

  it('does not count two signatures of one person as two', () => {
    const run = committed()
    const approvals = run.approvals.map((one) => (one.gate === 'commit' ? { ...one, by: '郑主管' } : one))

    expect(verdictOf(subject, run.systems, run.evidence, approvals)).toMatchObject({ result: 'pass', migrated: false, signature: { signed: false } })
  })

  it('does not count a signature given before the proof was there', () => {
    const run = new SeenRun()
    run.sign('permits', 'commit', '吴运维')
    run.sign('permits', 'commit', '郑主管')
    cross(run, 'permits', sizes)
    run.see('permits', 'drill', drill(900, 0))
    run.stand('permits', 'live')

    expect(judge(run)).toMatchObject({ result: 'pass', migrated: false, signature: { signed: false, by: [] } })
  })

  it('fails when the two sides differ, and names the table', () => {
    const run = committed()
    run.see('permits', 'proof', unequal)

    expect(judge(run)).toMatchObject({ result: 'fail', migrated: false })
    expect(judge(run).checks.find(({ check }) => check === 'proof_equal')?.detail).toBe('public.permit')
  })

  it('passes with an issue when the proof had to read both sides in use', () => {
    const run = committed('trial')
    run.see('permits', 'proof', proof({ method: 'live' }))

    expect(judge(run).result).toBe('pass_with_issue')
  })

  it('fails when the way back does not stand', () => {
    const run = committed()
    run.see('permits', 'checks', { ...checks, reverseReady: false })

    expect(resultOf(run, 'way_back_stands')).toBe('fail')
    expect(resultOf(run, 'new_side_answers')).toBe('pass')
  })

  it('fails when users lost a write that they were told was safe', () => {
    const run = committed()
    run.see('permits', 'measurement', { outageMs: 120, acknowledged: 4_000, lost: 1 })

    expect(resultOf(run, 'no_write_lost')).toBe('fail')
  })

  it('fails when the cutover was signed only after the fence had fallen', () => {
    const run = committed()
    run.see('permits', 'switch', switched('2026-04-11T13:00:00.000Z', 100))

    expect(resultOf(run, 'approvals_there')).toBe('fail')
  })

  it('judges the newest attempt alone', () => {
    const run = new SeenRun()
    cross(run, 'permits', sizes)
    run.stand('permits', 'rolled_back')
    run.stand('permits', 'syncing', { attempt: 2 })

    expect(judge(run)).toMatchObject({ attempt: 2, result: 'not_run' })
  })

  it('takes nothing for granted that was seen before a way back', () => {
    const run = committed('rolled_back')

    expect(judge(run).checks.map(({ result, detail }) => `${result} ${detail}`)).toEqual(Array(6).fill('not_run rolled back'))
  })
})

describe('a drill', () => {
  const drilled = (rtoMs: number, rpoMs: number, of: VerdictSubject) => {
    const run = committed()
    run.see('permits', 'drill', drill(rtoMs, rpoMs))
    return resultOf(run, 'drill_within_tier', of)
  }

  it('fails beyond the limits of the policy that names the system', () => {
    expect(drilled(30 * 60_000, 0, subject)).toBe('pass')
    expect(drilled(30 * 60_000 + 1, 0, subject)).toBe('fail')
    expect(drilled(900, 6 * 60_000, subject)).toBe('fail')
  })

  it('keeps to its tier where no policy names the system', () => {
    const tier6 = { ...subject, drTier: 6, drPolicy: null }

    expect(drilled(900, 0, tier6)).toBe('pass')
    expect(drilled(900, 1, tier6)).toBe('fail')
  })

  it('is not asked of a system whose tier has no equipment to drill on', () => {
    const run = new SeenRun()
    cross(run, 'permits', sizes)
    run.stand('permits', 'trial')

    expect(resultOf(run, 'drill_within_tier', { ...subject, drTier: 2, drPolicy: null })).toBeUndefined()
  })
})

describe('a retired system', () => {
  const retired: VerdictSubject = { system: 'old', path: 'retire', drTier: null, drPolicy: null }

  it('passes when its data is kept in a file with a sum, and never counts as migrated', () => {
    const run = new SeenRun()
    run.see('old', 'archive', { path: '/archive/old.dump', bytes: 900, sha256: 'ab', tables: 1 })
    run.stand('old', 'retired')

    expect(judge(run, retired)).toMatchObject({ result: 'pass', migrated: false })
  })

  it('has no verdict without its archive', () => {
    expect(judge(new SeenRun(), retired).result).toBe('not_run')
  })
})

describe('the chain of evidence', () => {
  it('is intact as written, and broken when a record is changed or taken out', () => {
    const { evidence } = committed()
    const [first, second, ...rest] = evidence

    expect(isChainIntact(evidence)).toBe(true)
    expect(isChainIntact([first!, { ...second!, body: { rows: 1 } }, ...rest])).toBe(false)
    expect(isChainIntact([first!, ...rest])).toBe(false)
  })
})
