import { plannedSystems, planReasonWords, type Plan } from '../../app/plan/show.js'
import { light, waveKind } from '../../model/enums.js'
import type { Io } from '../io.js'
import { planWords } from './plan-words.js'
import { renderTable } from './table.js'

const lights = ['red', 'yellow', 'green', 'grey'] as const

/** Waves, systems by date, what closes, what has no date and why, and the lights of the targets. */
export function showPlan(plan: Plan, io: Io): void {
  const words = planWords[io.language]
  const systems = plannedSystems(plan)
  const sections = [
    [words.title(plan.place, systems.length, plan.waves.length)],
    renderTable(
      [
        words.waveHead,
        ...plan.waves.map(({ no, kind, start, end, systems: inside }) => [String(no), waveKind[kind][io.language], start, end, String(inside.length)]),
      ],
      [0, 4],
    ),
    renderTable(
      [
        words.systemHead,
        ...systems.map(({ date, system, kind, wave, start, team }) => [date, system, words.work[kind], wave === null ? '' : String(wave), start, team ?? '']),
      ],
      [3],
    ),
    [words.closings(plan.closings.length), ...plan.closings.map(({ collection, id, date }) => `  ${date}  ${words.collections[collection]}  ${id}`)],
    [
      words.unplanned(plan.unplanned.length),
      ...plan.unplanned.map(({ system, reasons }) => `  ${system}: ${reasons.map((reason) => planReasonWords(reason, io.language)).join('; ')}`),
    ],
    [words.targets(lights.map((value) => `${light[value][io.language]} ${plan.forecast.filter((target) => target.light === value).length}`).join(', ')),
      ...plan.forecast.filter((target) => target.light === 'red')
        .map(({ target, forecast, deadline }) => `  ${target}  ${light.red[io.language]}  ${forecast} > ${deadline}`)],
  ]
  sections.forEach((section, index) => {
    if (index > 0) io.stdout('')
    for (const line of section) io.stdout(line)
  })
}
