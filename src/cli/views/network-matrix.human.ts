import type { MatrixCell, SiteMatrix } from '../../app/network/matrix.js'
import type { Io } from '../io.js'
import { networkWords } from './network-words.js'
import { renderTable } from './table.js'

/** A table a site: how many pairs may reach each other from each domain to each, then what those between two domains pass. */
export function showMatrix(sites: readonly SiteMatrix[], io: Io): void {
  const words = networkWords[io.language]
  if (sites.length === 0) io.stdout(words.none)
  for (const { site, domains, cells } of sites) {
    io.stdout(words.matrix(site))
    const head = [words.domain, words.systems, ...domains.map(({ domain }) => domain)]
    const rows = domains.map(({ domain: from, name, systems }) => {
      return [name === null ? from : `${from} ${name}`, String(systems), ...domains.map(({ domain: to }) => countOf(cells, from, to))]
    })
    for (const line of renderTable([head, ...rows], head.map((_title, column) => column).slice(1))) io.stdout(`  ${line}`)
    for (const { from, to, exchanges } of cells.filter((cell) => cell.from !== cell.to)) {
      io.stdout(exchanges.length > 0 ? words.over(from, to, exchanges.join(', ')) : words.direct(from, to))
    }
  }
}

function countOf(cells: readonly MatrixCell[], from: string, to: string): string {
  return String(cells.find((cell) => cell.from === from && cell.to === to)?.pairs ?? '·')
}
