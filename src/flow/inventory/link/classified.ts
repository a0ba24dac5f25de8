import type { Finding } from '../finding.js'
import { entriesIn, type Entry, type PlaceData } from '../place-data.js'

/**
 * Systems that may only be counted. They are named by their number in the list, never by id or name: what is refused here may not
 * come out in a message either.
 */
export function classifiedSystems(data: PlaceData): Finding[] {
  return entriesIn(data, 'systems').flatMap((entry) => [...byLevel(entry), ...byNetwork(entry)])
}

function byLevel(entry: Entry): Finding[] {
  const level = entry.record['classified']
  return level === 'secret' || level === 'confidential' || level === 'top' ? [refusal('INV_CLASSIFIED_SYSTEM', entry, ['classified'])] : []
}

function byNetwork(entry: Entry): Finding[] {
  const networks: readonly unknown[] = Array.isArray(entry.record['networks']) ? entry.record['networks'] : []
  const index = networks.indexOf('intranet')
  return index === -1 ? [] : [refusal('INV_CLASSIFIED_NETWORK_USE', entry, ['networks', index])]
}

function refusal(code: Finding['code'], entry: Entry, field: readonly (string | number)[]): Finding {
  return { code, params: { record: `systems[${entry.path.at(-1)}]` }, file: entry.file, path: [...entry.path, ...field], part: 'value' }
}

/** Leaves out the other problems of a refused record: their words and lines would show what may not be shown. */
export function withoutRefused(findings: readonly Finding[]): Finding[] {
  const refused = findings.filter(({ code }) => code.startsWith('INV_CLASSIFIED_'))
  return findings.filter((finding) => refused.includes(finding) || !refused.some((other) => isInRecord(finding, other)))
}

function isInRecord(finding: Finding, refused: Finding): boolean {
  const [list, index] = refused.path
  return finding.file === refused.file && finding.path[0] === list && finding.path[1] === index
}
