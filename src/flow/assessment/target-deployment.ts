import type { Inventory } from '../inventory/schema/inventory.js'

type System = Inventory['systems'][number]
type Deployment = NonNullable<System['deployments']>[number]

export const cloudZones: ReadonlySet<string> = new Set(['public_service', 'admin_service', 'xinchuang'])

export function deploymentsOf(system: System, env: Deployment['env']): readonly Deployment[] {
  return (system.deployments ?? []).filter((deployment) => deployment.env === env)
}

/** Whether a deployment runs on a government cloud; colocation is in the data centre but not on the cloud (trap 15 of the documents). */
export function isOnCloud(deployment: Deployment): boolean {
  return deployment.cloudZone !== undefined && cloudZones.has(deployment.cloudZone)
}

/** Where the system is to run, or runs already when nothing says otherwise. */
export function placedDeployment(system: System): Deployment | undefined {
  return deploymentsOf(system, 'target')[0] ?? deploymentsOf(system, 'current')[0]
}

/** The building a deployment stands in: its own facility, or that of its cloud zone. */
export function facilityOf(deployment: Deployment, inventory: Inventory): string | undefined {
  return deployment.facility ?? zoneOf(deployment, inventory)?.facility
}

function zoneOf(deployment: Deployment, inventory: Inventory) {
  const clouds = inventory.clouds.filter(({ id }) => deployment.cloud === undefined || id === deployment.cloud)
  return clouds.flatMap(({ zones }) => zones ?? []).find(({ kind }) => kind === deployment.cloudZone)
}
