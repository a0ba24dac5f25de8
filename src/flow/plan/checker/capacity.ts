import { problem, type Diagnostic } from '../../../diagnostics/diagnostic.js'
import { addDays } from '../../../model/calendar-date.js'
import { nightOf, type Checked } from './checked.js'

/** Adds up every day what teams, nights, uplinks and zones are asked for. */
export function checkCapacity(checked: Checked): Diagnostic[] {
  return [...overbookedTeams(checked), ...crowdedNights(checked), ...fullUplinks(checked), ...fullZones(checked)]
}

/** Amounts by day. */
type Days = Map<string, number>

function add(days: Days, start: string, end: string, amount: number): void {
  for (let day = start; day <= end; day = addDays(day, 1)) days.set(day, (days.get(day) ?? 0) + amount)
}

/** The first day on which more is asked for than there is. */
function firstOver(days: Days, capacity: number): { date: string; used: number } | undefined {
  return [...days].filter(([, used]) => used > capacity).map(([date, used]) => ({ date, used })).sort((a, b) => (a.date < b.date ? -1 : 1))[0]
}

/** A team works on a system from the first day of its work to the night of the cutover. */
function overbookedTeams({ intent, plan }: Checked): Diagnostic[] {
  const spans = new Map<string, { team: string; start: string; end: string }>()
  for (const { team, system, start, end } of plan.activities) {
    if (team === null) continue
    const key = `${team} ${system}`
    const known = spans.get(key) ?? { team, start, end }
    spans.set(key, { team, start: start < known.start ? start : known.start, end: end > known.end ? end : known.end })
  }
  const parallel = new Map(intent.programme.teams.map((team) => [team.id, team.parallel]))
  return [...new Set([...spans.values()].map(({ team }) => team))].sort().flatMap((team) => {
    const days: Days = new Map()
    for (const span of spans.values()) if (span.team === team) add(days, span.start, span.end, 1)
    const over = firstOver(days, parallel.get(team) ?? 0)
    return over === undefined ? [] : [problem('PLAN_CHECK_TEAM', { team, ...over, capacity: parallel.get(team) ?? 0 })]
  })
}

function crowdedNights({ intent, plan }: Checked): Diagnostic[] {
  const groups: Days = new Map()
  for (const { systems } of plan.groups) {
    const night = nightOf(plan, systems[0] ?? '')
    if (night !== undefined) add(groups, night, night, 1)
  }
  const over = firstOver(groups, intent.programme.teams.length)
  return over === undefined ? [] : [problem('PLAN_CHECK_NIGHT', { ...over, capacity: intent.programme.teams.length })]
}

/** Rooms whose uplink nobody recorded are counted with what the plan says it assumed. */
function fullUplinks({ intent, plan }: Checked): Diagnostic[] {
  const rooms = [...new Set(plan.activities.flatMap(({ uplink }) => uplink?.facility ?? []))].sort()
  return rooms.flatMap((facility) => {
    const recorded = intent.programme.uplinks?.find((uplink) => uplink.facility === facility)?.mbps
    const capacity = recorded ?? plan.resources.find(({ resource }) => resource === `uplink:${facility}`)?.capacity ?? 0
    const days: Days = new Map()
    for (const { uplink, start, end } of plan.activities) if (uplink?.facility === facility) add(days, start, end, uplink.mbps)
    const over = firstOver(days, capacity + 0.0005)
    return over === undefined ? [] : [problem('PLAN_CHECK_UPLINK', { facility, ...over, capacity })]
  })
}

function fullZones(checked: Checked): Diagnostic[] {
  return checked.inventory.clouds.flatMap((cloud) => cloud.zones ?? []).flatMap((zone) => (['vcpu', 'memGb', 'storageGb'] as const).flatMap((kind) => {
    const used = checked.assessment.decisions.filter(({ system, targetZone }) => targetZone === zone.id && nightOf(checked.plan, system) !== undefined)
      .reduce((sum, { system }) => sum + needOf(checked, system)[kind], 0)
    return used <= zone.capacity[kind] + 0.001 ? [] : [problem('PLAN_CHECK_ZONE', { zone: zone.id, kind, used, capacity: zone.capacity[kind] })]
  }))
}

interface Need { vcpu: number; memGb: number; storageGb: number }

/** What a system takes of its zone: its target nodes, or today's; disks or data, whichever is more. */
function needOf({ inventory }: Checked, system: string): Need {
  const deployments = inventory.systems.find(({ id }) => id === system)?.deployments ?? []
  const drawnUp = deployments.filter(({ env, nodes }) => env === 'target' && nodes !== undefined).length > 0
  const need = { vcpu: 0, memGb: 0, storageGb: 0 }
  let data = 0
  for (const { env, nodes = [], db = [], files } of deployments) {
    if (env !== (drawnUp ? 'target' : 'current')) continue
    data += (files?.sizeGb ?? 0) + db.reduce((sum, { sizeGb }) => sum + sizeGb, 0)
    for (const { count, vcpu, memGb, sysDiskGb, dataDiskGb } of nodes) {
      need.vcpu += count * vcpu
      need.memGb += count * memGb
      need.storageGb += count * ((sysDiskGb ?? 0) + (dataDiskGb ?? 0))
    }
  }
  return { ...need, storageGb: Math.max(need.storageGb, data) }
}
