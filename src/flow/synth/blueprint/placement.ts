import type { Assessment } from '../../assessment/assessment.js'
import type { Inventory } from '../../inventory/schema/inventory.js'
import { siteDefaults, siteNames } from '../names.js'
import type { DeploymentFacts } from './sizing.js'
import type { Site, SiteRole } from './units.js'

type SystemFacts = Inventory['systems'][number]
type CloudFacts = Inventory['clouds'][number]
type ZoneFacts = NonNullable<CloudFacts['zones']>[number]
type Decision = Assessment['decisions'][number]

/** Where one system runs on the cloud, and where its replica does. */
export interface Placement {
  system: SystemFacts
  cloud: CloudFacts
  domain: string
  /** Kind of the cloud's zone; null where nothing but the cloud is stated. */
  zone: ZoneFacts['kind'] | null
  target: DeploymentFacts | undefined
  facility: string | null
  dr: { cloud: CloudFacts; deployment: DeploymentFacts | undefined; facility: string | null } | null
}

/** Zones that hold containers; colocated devices and the intranet's data centre do not. */
const containerZones: readonly string[] = ['public_service', 'admin_service', 'xinchuang']

/** From this level of GB/T 20988 on, the replica has equipment of its own (level 3: 电子传输和部分设备支持). */
const equippedTier = 3

/** Systems that are decided to go to a cloud and have a zone there, in the order of their ids. */
export function placementsOf(inventory: Inventory, assessment: Assessment): Placement[] {
  const decisions = new Map(assessment.decisions.map((decision) => [decision.system, decision]))
  return inventory.systems
    .filter(isDeployable)
    .flatMap((system) => placementOf(inventory, system, decisions.get(system.id)) ?? [])
    .sort((a, b) => (a.system.id < b.system.id ? -1 : 1))
}

/** Never a classified system, nor one of the intranet, nor a row that stands for many systems not yet named. */
function isDeployable({ classified, networks, count }: SystemFacts): boolean {
  return (classified === 'none' || classified === 'internal') && !networks.includes('intranet') && (count === undefined || count === 1)
}

function placementOf(inventory: Inventory, system: SystemFacts, decision: Decision | undefined): Placement | null {
  if (decision?.disposition !== 'migrate_cloud' && decision?.disposition !== 'rebuild') return null
  const target = system.deployments?.find(({ env }) => env === 'target')
  const home = homeOf(inventory, target, decision)
  const domain = target?.domain ?? home?.zone?.domain
  if (!home || !domain) return null
  const facility = target?.facility ?? home.zone?.facility ?? null
  const zone = target?.cloudZone ?? home.zone?.kind ?? null
  return { system, cloud: home.cloud, domain, zone, target, facility, dr: replicaOf(inventory, system, target, home.cloud, decision) }
}

/** The zone that the target deployment states, else the one the assessment chose. */
function homeOf({ clouds }: Inventory, target: DeploymentFacts | undefined, decision: Decision): { cloud: CloudFacts; zone: ZoneFacts | undefined } | null {
  const chosen = clouds.flatMap((cloud) => (cloud.zones ?? []).map((zone) => ({ cloud, zone }))).filter(({ zone }) => containerZones.includes(zone.kind))
  const stated = chosen.find(({ cloud, zone }) => cloud.id === target?.cloud && (!target?.cloudZone || zone.kind === target.cloudZone))
  if (stated) return stated
  const zone = chosen.find((choice) => choice.zone.id === decision.targetZone) ?? chosen.find((choice) => choice.zone.kind === decision.targetZone)
  const cloud = clouds.find(({ id }) => id === target?.cloud)
  if (!cloud) return zone ?? null
  return target?.cloudZone && !containerZones.includes(target.cloudZone) ? null : { cloud, zone: undefined }
}

function replicaOf(inventory: Inventory, system: SystemFacts, target: DeploymentFacts | undefined, home: CloudFacts, { drTier }: Decision): Placement['dr'] {
  const deployment = system.deployments?.find(({ id, env }) => (target?.replica ? id === target.replica : env === 'dr'))
  const required = drTier !== null && drTier >= equippedTier && home.drFacility !== undefined
  if (!deployment && !required) return null
  const cloud = inventory.clouds.find(({ id }) => id === deployment?.cloud) ?? home
  return { cloud, deployment, facility: deployment?.facility ?? cloud.drFacility ?? null }
}

export function siteOf(cloud: CloudFacts, role: SiteRole): Site {
  const id = siteNames[role](cloud.id)
  const stated = role === 'primary' ? cloud.cluster : cloud.drCluster
  const registry = stated?.registry ?? siteDefaults.registry(id)
  return {
    id, role, cloud: cloud.id, registry,
    registries: [registry, ...(stated?.registries ?? []).filter((other) => other !== registry)],
    storageClass: stated?.storageClass ?? siteDefaults.storageClass,
    gatewayClass: stated?.gatewayClass ?? null,
    cloudNativePg: stated?.cloudNativePg ?? false,
    xinchuangNodes: stated?.nodes?.xinchuang ?? {},
  }
}
