/** Port each product listens on when nothing else is configured, by its own manual. */
const databasePorts: Readonly<Record<string, number>> = {
  postgresql: 5432, mariadb: 3306, mysql: 3306, oracle: 1521, sqlserver: 1433, dameng: 5236, kingbase: 54_321, gbase: 5258, oceanbase: 2881,
}

/** Null for a product whose port nobody knows. */
export function databasePort(product: string): number | null {
  return databasePorts[product] ?? null
}

/** A process that is not root cannot open a port below 1024, so 80 is served by 8080 and 443 by 8443. */
export function podPort(port: number): number {
  return port < 1024 ? port + 8000 : port
}

/** What an interface without a stated port is taken to speak: HTTPS. */
export const unstatedPort = 443

/** What a system without stated ports is taken to serve on. */
export const assumedServicePort = 8080
