import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'

/** Linux gives the near end of a connection a port of this range (ip(7), ip_local_port_range); elsewhere its usual beginning is taken. */
const RANGE_FILE = '/proc/sys/net/ipv4/ip_local_port_range'
const USUAL_BEGIN = 32_768
const BREADTH = 12_000

/**
 * Ports that are free at this moment, all different: each is held until all are found. They lie below the range of near ends:
 * a replica's port is bound only a minute later, and by then one in forty of that range is the near end of a connection of the demo or of one
 * that ended within the last 60 s, on which no server can listen.
 */
export async function freePorts(count: number): Promise<readonly number[]> {
  const begin = beginOfNearEnds()
  const held: Server[] = []
  for (let tries = 0; held.length < count; tries++) {
    // Where the range leaves no room below it, or all of that is taken, the kernel chooses.
    const port = begin < 2 * BREADTH || tries > 20 * count ? 0 : begin - 1 - Math.floor(Math.random() * BREADTH)
    const server = await listen(port)
    if (server) held.push(server)
  }
  const ports = held.map((server) => (server.address() as AddressInfo).port)
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

function beginOfNearEnds(): number {
  try {
    return Number(readFileSync(RANGE_FILE, 'utf8').split(/\s/)[0])
  } catch {
    return USUAL_BEGIN
  }
}

/** Undefined when the port is taken. */
function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
