import { problem, type Diagnostic } from '../../../diagnostics/diagnostic.js'
import { firstDay, nightOf, type Checked } from './checked.js'

/** Waves hold the systems of their groups, no more than allowed, from their start on; pins are kept. */
export function checkWaves(checked: Checked): Diagnostic[] {
  return [...checked.plan.waves.flatMap((wave) => limitsOf(wave, checked)), ...brokenPins(checked)]
}

function limitsOf(wave: Checked['plan']['waves'][number], { intent, plan }: Checked): Diagnostic[] {
  const slot = intent.programme.waves.find(({ no }) => no === wave.no)
  const members = plan.groups.filter((group) => group.wave === wave.no).flatMap(({ systems }) => systems).sort()
  const days = members.map((system) => firstDay(plan, system) ?? '')
  const faults = [
    [slot === undefined || slot.kind !== wave.kind, 'kind'],
    [members.join() !== wave.systems.toSorted().join(), 'systems'],
    [slot?.maxSystems !== undefined && members.length > slot.maxSystems, 'maxSystems'],
    [days.some((day) => day < wave.start || (slot?.start !== undefined && day < slot.start)), 'start'],
  ] as const
  return faults.flatMap(([isBroken, what]) => (isBroken ? [problem('PLAN_CHECK_WAVE', { wave: wave.no, what })] : []))
}

function brokenPins({ intent, plan }: Checked): Diagnostic[] {
  return (intent.programme.pins ?? []).flatMap(({ system, wave, notBefore }) => {
    const group = plan.groups.find(({ systems }) => systems.includes(system))
    const date = nightOf(plan, system) ?? firstDay(plan, system)
    const wrongWave = wave !== undefined && group !== undefined && group.wave !== wave
    const tooEarly = notBefore !== undefined && date !== undefined && date < notBefore
    return wrongWave || tooEarly ? [problem('PLAN_CHECK_WAVE', { wave: group?.wave ?? '—', what: `pin ${system}` })] : []
  })
}
