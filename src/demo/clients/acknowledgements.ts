import { readFile } from 'node:fs/promises'

/** One acknowledged write: its id and when the client had the answer, in milliseconds since 1970. */
export interface Acknowledgement {
  readonly id: string
  readonly at: number
}

/** The clients' own notes, by system, in the order of time. A last line cut off by a kill is left out. */
export async function readAcknowledgements(journal: string): Promise<ReadonlyMap<string, readonly Acknowledgement[]>> {
  const bySystem = new Map<string, Acknowledgement[]>()
  for (const line of (await readFile(journal, 'utf8')).split('\n')) {
    const [system, id, at] = line.split('\t')
    if (!system || !id || !at) continue
    const list = bySystem.get(system) ?? []
    list.push({ id, at: Number(at) })
    bySystem.set(system, list)
  }
  for (const list of bySystem.values()) list.sort((a, b) => a.at - b.at)
  return bySystem
}

/** The longest time between two acknowledged writes that overlaps [from, to], in milliseconds: the outage as users saw it. */
export function longestGap(acknowledged: readonly Acknowledgement[], from: number, to: number): number {
  let longest = 0
  for (let index = 1; index < acknowledged.length; index++) {
    const [before, after] = [acknowledged[index - 1]!.at, acknowledged[index]!.at]
    if (after >= from && before <= to) longest = Math.max(longest, after - before)
  }
  return longest
}
