import { rmSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { makeCity, scratchFolder } from '../../../../tests/support/stacks-city.js'
import { makeArtifact } from '../../../model/artifact.js'
import type { Activity, Plan, PlanBody } from '../../plan/plan.js'
import { makeBlueprint } from '../blueprint/blueprint.js'
import { at, readOutput, resourcesOf, text } from '../output/read-output.js'
import { siteOf } from '../reachability/read-network.js'
import { synthesize } from '../synthesize.js'
import { capacityOf, type ZoneCapacity } from './capacity.js'

const outdir = scratchFolder()
afterAll(() => rmSync(outdir, { recursive: true }))

const plenty = { vcpu: 10_000, memGb: 100_000, storageGb: 100_000 }

/** A plan that says when the work on each system begins, and nothing else that matters here. */
function planOf(starts: Readonly<Record<string, string>>): Plan {
  const activity = (system: string, kind: Activity['kind'], start: string): Activity => {
    return { id: `${kind}:${system}`, system, kind, start, end: start, team: null, window: null, uplink: null, after: [], reasons: [] }
  }
  const activities = Object.entries(starts).flatMap(([system, start]) => [activity(system, 'cutover', '2026-12-01'), activity(system, 'prepare', start), activity(system, 'trial', '2026-12-02')])
  const body: PlanBody = { seed: 1, iterations: 0, groups: [], waves: [], activities, resources: [], closings: [], forecast: [], unplanned: [], basis: {} }
  return makeArtifact<'plan', PlanBody>('plan', 'city', {}, body)
}

function capacities(change: Parameters<typeof makeCity>[0] = () => {}, plan?: Plan, date?: string): ZoneCapacity[] {
  const { inventory, assessment } = makeCity(change)
  return capacityOf(makeBlueprint(inventory, assessment), { inventory, assessment }, plan, date)
}

const row = (rows: readonly ZoneCapacity[], site: string, zone: string | null): ZoneCapacity => rows.find((one) => one.site === site && one.zone === zone)!

/** The offer of the zone in which `documents` and `salaries` run. */
const offer = (capacity: Partial<typeof plenty>, field: 'capacity' | 'drCapacity' = 'capacity') => (file: Parameters<Parameters<typeof makeCity>[0] & object>[0]) => {
  file.clouds![0]!.zones![0]![field] = { ...plenty, ...capacity }
}

describe('the capacity of zones', () => {
  it('asks for exactly what the ResourceQuotas of the site hold', () => {
    const { inventory, intent, assessment } = makeCity()
    synthesize(inventory, intent, assessment, { outdir })
    for (const site of ['city', 'city-dr']) {
      const quotas = readOutput(outdir).filter((stack) => siteOf(stack) === site).flatMap(resourcesOf).filter(({ type }) => type === 'kubernetes_resource_quota_v1')
      const held = (name: string): number => quotas.reduce((total, { body }) => total + quantity(text(at(body, 'spec', 'hard', name)) ?? ''), 0)

      expect(quotas.length).toBeGreaterThan(3)
      expect(row(capacities(), site, null).requested).toEqual({ milliCpu: held('requests.cpu') * 1000, memoryMib: held('requests.memory') / 2 ** 20, storageGib: held('requests.storage') / 2 ** 30 })
    }
  })

  it('counts a replica at the DR site, against what the zone has there', () => {
    const rows = capacities(offer({ vcpu: 7 }, 'drCapacity'))

    expect(row(rows, 'city', 'city-admin')).toMatchObject({ role: 'primary', offered: { milliCpu: 100_000, memoryMib: 204_800, storageGib: 1000 }, shortages: [] })
    expect(row(rows, 'city-dr', 'city-admin')).toMatchObject({ role: 'dr', offered: { milliCpu: 7000 }, shortages: [{ kind: 'milliCpu', offered: 7000 }] })
    expect(row(rows, 'city-dr', 'city-public').offered).toBeNull()
    expect(row(rows, 'city-dr', null).offered).toBeNull()
  })

  it('adds up over the dates at which work begins, and says which systems fill a zone up, and when', () => {
    const full = row(capacities(), 'city', 'city-admin').requested.milliCpu
    const plan = planOf({ documents: '2026-05-01', salaries: '2026-03-01', archive: '2026-04-01', permits: '2026-02-01' })
    const zone = row(capacities(offer({ vcpu: full / 1000 - 1 }), plan), 'city', 'city-admin')

    expect(zone.steps.map(({ date, systems }) => [date, systems])).toEqual([
      ['2026-02-01', []], ['2026-03-01', ['salaries']], ['2026-04-01', ['archive']], ['2026-05-01', ['documents']],
    ])
    expect(zone.steps.map(({ requested }) => requested.milliCpu)).toEqual(zone.steps.map(({ requested }) => requested.milliCpu).toSorted((a, b) => a - b))
    expect(zone.shortages).toEqual([{ kind: 'milliCpu', date: '2026-05-01', systems: ['documents'], requested: full, offered: full - 1000 }])
    expect(row(capacities(offer({ vcpu: full / 1000 }), plan), 'city', 'city-admin').shortages).toEqual([])
  })

  it('counts what has no date after everything that has one', () => {
    const zone = row(capacities(offer({ storageGb: 1 }), planOf({ salaries: '2026-03-01' })), 'city', 'city-admin')

    expect(zone.steps.at(-1)).toMatchObject({ date: null, systems: ['archive', 'documents'] })
    expect(zone.shortages).toMatchObject([{ kind: 'storageGib', date: null, systems: ['archive', 'documents'] }])
  })

  it('says what is asked for on one date', () => {
    const plan = planOf({ documents: '2026-05-01', salaries: '2026-03-01', archive: '2026-04-01', permits: '2026-02-01' })
    const on = (date: string) => row(capacities(undefined, plan, date), 'city', 'city-admin').requested.milliCpu

    expect(on('2026-01-31')).toBe(0)
    expect(on('2026-03-01')).toBeGreaterThan(on('2026-02-28'))
    expect(on('2026-05-01')).toBe(row(capacities(), 'city', 'city-admin').requested.milliCpu)
  })

  it('counts the exchanges with the site and with no zone', () => {
    const rows = capacities()
    const zones = rows.filter(({ site, zone }) => site === 'city' && zone !== null).reduce((total, { requested }) => total + requested.milliCpu, 0)

    expect(row(rows, 'city', null).requested.milliCpu).toBeGreaterThan(zones)
    expect(row(rows, 'city', null).offered).toEqual({ milliCpu: 200_000, memoryMib: 409_600, storageGib: 2000 })
  })
})

/** A quantity of Kubernetes as a number: `500m`, `4Gi`. */
function quantity(written: string): number {
  const units: Readonly<Record<string, number>> = { m: 0.001, Mi: 2 ** 20, Gi: 2 ** 30 }
  const [, number, unit = ''] = /^(\d+)(\D*)$/.exec(written) ?? []
  return Number(number) * (units[unit] ?? 1)
}
