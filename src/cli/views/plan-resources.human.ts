import type { Plan } from '../../app/plan/show.js'
import type { Language } from '../../model/labels.js'
import { planWords } from './plan-words.js'
import { renderTable } from './table.js'

/** A row for each team, uplink and zone: the most the plan uses of it at any time, and what there is. */
export function resourceLines({ resources }: Plan, language: Language): readonly string[] {
  const words = planWords[language]
  return renderTable([words.resourceHead, ...resources.map(({ resource, peak, capacity }) => [resource, String(peak), String(capacity)])], [1, 2])
}
