import { amountKinds, heldOn, inUnits, type PlaceCapacity, type ZoneCapacity } from '../../app/stacks/capacity.js'
import type { Language } from '../../model/labels.js'
import { capacityWords } from './capacity-words.js'
import { renderTable } from './table.js'

/** A row for each wave: how full every zone is at its end, by the resource that is scarcest there. */
export function waveLines({ zones = [], waves }: PlaceCapacity, language: Language): readonly string[] {
  const shown = zones.filter(({ zone }) => zone !== null)
  if (waves.length === 0 || shown.length === 0) return []
  const words = capacityWords[language]
  const head = [...words.waveHead, ...shown.map(({ site, zone }) => `${site}/${zone ?? ''}`)]
  return renderTable([head, ...waves.map(({ no, end }) => [String(no), end, ...shown.map((zone) => fillOf(zone, end, language))])], [0])
}

function fillOf(zone: ZoneCapacity, date: string, language: Language): string {
  const { kinds } = capacityWords[language]
  const held = heldOn(zone, date)
  const { offered } = zone
  if (offered === null) return `${inUnits('milliCpu', held.milliCpu)} ${kinds.milliCpu}`
  const shares = amountKinds.map((kind) => ({ kind, share: offered[kind] === 0 ? 0 : held[kind] / offered[kind] })).sort((a, b) => b.share - a.share)
  const [scarcest] = shares
  return scarcest ? `${Math.ceil(scarcest.share * 100)} % ${kinds[scarcest.kind]}` : ''
}
