import type { DeploymentFacts } from './sizing.js'

/** Port each product listens on when nothing else is configured, by its own manual. */
const databasePorts: Readonly<Record<string, number>> = {
  postgresql: 5432, mariadb: 3306, mysql: 3306, oracle: 1521, sqlserver: 1433, dameng: 5236, kingbase: 54_321, gbase: 5258, oceanbase: 2881,
}

/** Null for a product whose port nobody knows. */
export function databasePort(product: string): number | null {
  return databasePorts[product] ?? null
}

export { podPort } from '../../../model/pod-port.js'

/** What an interface without a stated port is taken to speak: HTTPS. */
export const unstatedPort = 443

/** What a system without stated ports is taken to serve on. */
export const assumedServicePort = 8080

type WorkloadFacts = NonNullable<DeploymentFacts['workloads']>[number]

/** The workload that clients reach by the system's name: the one named like it, else the first that serves a port clients use, else the first with ports. */
export function frontOf(system: string, deployment: Pick<DeploymentFacts, 'ports' | 'workloads'>): WorkloadFacts | null {
  const serving = (deployment.workloads ?? []).filter(({ kind, ports }) => kind !== 'cron_job' && ports?.length)
  const served = serving.find(({ ports }) => ports?.some((port) => deployment.ports?.includes(port)))
  return serving.find(({ name }) => name === system) ?? served ?? serving[0] ?? null
}

/** Ports clients use: those the deployment states, else those of the workload that serves them; none where neither says. */
export function clientPorts(system: string, deployment: Pick<DeploymentFacts, 'ports' | 'workloads'>): number[] {
  return [...(deployment.ports?.length ? deployment.ports : (frontOf(system, deployment)?.ports ?? []))]
}
