import type { z } from 'zod'
import type { Artifact } from '../../../model/artifact.js'
import type { collections, CollectionName } from './inventory-file.js'
import type { endpointsFile } from './endpoints-file.js'
import type { calendarFile, exemptionsFile, policyTarget, programmeFile } from './programme-file.js'
import type { changesFile, sitesFile } from './sites-file.js'

type RecordOf<Name extends CollectionName> = z.infer<(typeof collections)[Name]>

export type Facility = RecordOf<'facilities'>
export type Device = RecordOf<'devices'>
export type Network = RecordOf<'networks'>
export type Line = RecordOf<'lines'>
export type Cloud = RecordOf<'clouds'>
export type CloudZone = NonNullable<Cloud['zones']>[number]
export type System = RecordOf<'systems'>
export type Deployment = NonNullable<System['deployments']>[number]
export type Dependency = RecordOf<'dependencies'>
export type ZombieAssessment = RecordOf<'zombieAssessments'>
export type SimilarityGroup = RecordOf<'similarityGroups'>

export type Programme = z.infer<typeof programmeFile>
export type PolicyTarget = z.infer<typeof policyTarget>
export type Calendar = z.infer<typeof calendarFile>
export type Exemption = z.infer<typeof exemptionsFile>['exemptions'][number]
export type Endpoints = z.infer<typeof endpointsFile>
export type Sites = z.infer<typeof sitesFile>
export type SiteAccess = Sites['sites'][number]
export type SignedChange = z.infer<typeof changesFile>['changes'][number]
export type SystemEndpoints = Endpoints['systems'][number]

/** Facts of a place: every collection, empty where the files have none. */
export type InventoryBody = { [Name in CollectionName]: RecordOf<Name>[] }
export type Inventory = Artifact<'inventory', InventoryBody>

/** Intent of a place: programme, calendar, exemptions. Endpoints are kept apart: they hold addresses and never enter an artifact. */
export interface IntentBody {
  programme: Programme
  calendar: Calendar
  exemptions: Exemption[]
}
export type Intent = Artifact<'intent', IntentBody>
