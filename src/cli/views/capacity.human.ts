import { amountKinds, inUnits, type ZoneCapacity } from '../../app/stacks/capacity.js'
import type { Language } from '../../model/labels.js'
import { capacityWords } from './capacity-words.js'
import { renderTable } from './table.js'

/** A row for each site, zone and resource: what is held, what is offered, and from when on it is too much. */
export function capacityLines(zones: readonly ZoneCapacity[], language: Language, date?: string): readonly string[] {
  const words = capacityWords[language]
  const title = date === undefined ? words.title : `${words.title} ${words.on(date)}`
  return [title, ...renderTable([words.head, ...zones.flatMap((zone) => rowsOf(zone, language))], [3, 4, 5])]
}

function rowsOf({ site, zone, offered, requested, shortages }: ZoneCapacity, language: Language): string[][] {
  const words = capacityWords[language]
  return amountKinds.map((kind) => {
    const shortage = shortages.find((one) => one.kind === kind)
    return [
      site, zone ?? words.whole, words.kinds[kind], String(inUnits(kind, requested[kind])),
      offered === null ? words.unstated : String(inUnits(kind, offered[kind])),
      offered === null ? '' : percentOf(requested[kind], offered[kind]),
      shortage ? `${shortage.date ?? words.undated}  ${shortage.systems.join(', ')}` : '',
    ]
  })
}

function percentOf(requested: number, offered: number): string {
  return offered === 0 ? '' : `${Math.ceil((requested / offered) * 100)} %`
}
