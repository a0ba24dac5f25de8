import type { Intent, Inventory } from '../inventory/schema/inventory.js'
import type { Disposition, Reason } from './assessment.js'
import { deploymentsOf, isOnCloud } from './target-deployment.js'

type System = Inventory['systems'][number]

export interface DispositionChoice {
  disposition: Disposition
  reason: Reason
}

/** Asks one question after the other; the first that has an answer decides. The order is that of the programme: clean up, merge, then move. */
const questions: readonly ((system: System, inventory: Inventory, intent: Intent) => DispositionChoice | undefined)[] = [
  isRetired, isZombie, isDuplicate, isNational, isProvincial, isWebsite, isOnIntranet, isUnfit, isNew, isThereAlready, isSuspended,
]

export function proposeDisposition(system: System, inventory: Inventory, intent: Intent): DispositionChoice {
  for (const ask of questions) {
    const answer = ask(system, inventory, intent)
    if (answer !== undefined) return answer
  }
  return choice('migrate_cloud', 'fit_for_cloud')
}

function choice(disposition: Disposition, code: string, params: Reason['params'] = {}): DispositionChoice {
  return { disposition, reason: { code, params } }
}

function isRetired({ stage }: System) {
  return stage === 'retired' ? choice('retire', 'already_retired') : undefined
}

/** Only a zombie that the owner or the auditor has confirmed; a suspect is nothing yet (SYS-01 to SYS-06). */
function isZombie({ id }: System, { zombieAssessments }: Inventory) {
  const zombie = zombieAssessments.find(({ system, confirmed }) => confirmed && system === id)
  return zombie === undefined ? undefined : choice('retire', 'confirmed_zombie', { confirmedOn: zombie.confirmedOn ?? '—' })
}

function isDuplicate({ id }: System, { similarityGroups }: Inventory) {
  const group = similarityGroups.find(({ members }) => members.includes(id))
  if (group === undefined || group.survivor === id) return undefined
  if (group.survivor === undefined) return choice('undecided', 'group_without_survivor', { group: group.id })
  return choice('merge', 'duplicate_of_survivor', { group: group.id, survivor: group.survivor })
}

function isNational({ provincialOrNational }: System) {
  return provincialOrNational === 'national' ? choice('national', 'national_system') : undefined
}

function isProvincial({ provincialOrNational }: System) {
  return provincialOrNational === 'provincial' ? choice('migrate_province', 'provincial_platform') : undefined
}

/** A place that dates the move of its websites moves them to the province (SYS-21). */
function isWebsite({ category }: System, _inventory: Inventory, { programme }: Intent) {
  const { websitesBy } = programme.dates
  return category === 'website' && websitesBy !== undefined ? choice('migrate_province', 'website_programme', { websitesBy }) : undefined
}

function isOnIntranet({ networks }: System) {
  return networks.every((network) => network === 'intranet') ? choice('migrate_intranet', 'intranet_only') : undefined
}

function isUnfit(system: System, { facilities }: Inventory) {
  if (system.cloudFit?.fit !== false) return undefined
  const because = system.cloudFit.reason ?? '—'
  const room = facilities.find(({ id, kind }) => (kind === 'department_room' || kind === 'county_room') && deploymentsOf(system, 'current')
    .some(({ facility }) => facility === id))
  return room === undefined ? choice('defer', 'unfit', { because }) : choice('colocate', 'unfit_in_room', { because, facility: room.id })
}

function isNew({ stage }: System) {
  return stage === 'applying' || stage === 'planned' || stage === 'building' ? choice('migrate_cloud', 'new_system', { stage }) : undefined
}

function isThereAlready(system: System) {
  const current = deploymentsOf(system, 'current')
  const zone = current.find(isOnCloud)?.cloudZone
  return zone !== undefined && current.every(isOnCloud) ? choice('keep', 'already_on_cloud', { zone }) : undefined
}

function isSuspended({ stage }: System) {
  return stage === 'suspended' ? choice('undecided', 'suspended') : undefined
}
