import type { Finding } from '../finding.js'
import { textAt } from '../data-path.js'
import { programmeFileOf, type PlaceData } from '../place-data.js'
import { cidrProblems } from './cidrs.js'
import { classifiedSystems } from './classified.js'
import { dependencyCycles, hierarchyCycles } from './cycles.js'
import { datesBeforeStart, reversedDates } from './dates.js'
import { domainProblems } from './domains.js'
import { duplicateIds } from './duplicates.js'
import { flowProblems } from './flows.js'
import { homeProblems } from './homes.js'
import { sameHostnames } from './hostnames.js'
import { danglingReferences } from './references.js'
import { wrongReplicas } from './replicas.js'
import { targetProblems } from './targets.js'
import { workloadProblems } from './workloads.js'

const checks = [
  otherPlace, classifiedSystems, duplicateIds, danglingReferences, dependencyCycles, hierarchyCycles, cidrProblems, domainProblems, flowProblems, homeProblems, sameHostnames,
  reversedDates, datesBeforeStart, wrongReplicas, targetProblems, workloadProblems,
]

/** What only the files of a place together can tell. Works on the data as written, so it also runs where single fields are wrong. */
export function link(data: PlaceData): Finding[] {
  return checks.flatMap((check) => check(data))
}

function otherPlace(data: PlaceData): Finding[] {
  const file = programmeFileOf(data)
  const found = textAt(file?.value, 'place')
  if (file === undefined || found === undefined || found === data.place) return []
  return [{ code: 'INV_OTHER_PLACE', params: { found, place: data.place }, file, path: ['place'], part: 'value', suggestion: data.place }]
}
