import type { Demand, Problem } from './problem.js'

/** What is taken of every resource, day by day. */
export interface Ledger {
  teamUse: Int32Array[]
  uplinkUse: Map<string, Int32Array>
  nightUse: Int32Array
  zoneLeft: Map<string, Demand>
}

export function emptyLedger({ grid, teams, uplinks, zones }: Problem): Ledger {
  return {
    teamUse: teams.map(() => new Int32Array(grid.length)),
    uplinkUse: new Map([...uplinks.keys()].map((facility) => [facility, new Int32Array(grid.length)])),
    nightUse: new Int32Array(grid.length),
    zoneLeft: new Map([...zones].map(([zone, capacity]) => [zone, { ...capacity }])),
  }
}

/** Places free in each team over a span of days. */
export function freeInTeams(ledger: Ledger, { teams }: Problem, first: number, last: number): number[] {
  return teams.map(({ parallel }, index) => {
    let most = 0
    for (let day = first; day <= last; day++) most = Math.max(most, ledger.teamUse[index]![day]!)
    return parallel - most
  })
}

/** The latest day of a span because of which the teams together cannot take `count` systems for all of it; -1 when they can. */
export function dayTeamsLack(ledger: Ledger, { teams }: Problem, first: number, last: number, count: number): number {
  const most = new Array<number>(teams.length).fill(0)
  for (let day = last; day >= first; day--) {
    let free = 0
    for (let index = 0; index < teams.length; index++) {
      most[index] = Math.max(most[index]!, ledger.teamUse[index]![day]!)
      free += teams[index]!.parallel - most[index]!
    }
    if (free < count) return day
  }
  return -1
}

/** The latest day of a span on which an uplink cannot carry so much more; -1 when it can on all. */
export function dayUplinkLacks(ledger: Ledger, { uplinks }: Problem, facility: string, first: number, last: number, kbps: number): number {
  const use = ledger.uplinkUse.get(facility)
  const capacity = uplinks.get(facility)
  if (use === undefined || capacity === undefined) return -1
  for (let day = last; day >= first; day--) {
    if (use[day]! + kbps > capacity) return day
  }
  return -1
}

/** Takes a place in the team with the most room, of equal ones the first named; returns the team. */
export function takeTeam(ledger: Ledger, problem: Problem, first: number, last: number): number {
  const free = freeInTeams(ledger, problem, first, last)
  const team = free.indexOf(Math.max(...free))
  const use = ledger.teamUse[team]!
  for (let day = first; day <= last; day++) use[day]! += 1
  return team
}

export function takeUplink(ledger: Ledger, facility: string, first: number, last: number, kbps: number): void {
  const use = ledger.uplinkUse.get(facility)
  for (let day = first; use !== undefined && day <= last; day++) use[day]! += kbps
}
