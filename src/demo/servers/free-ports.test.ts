import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { freePorts } from './free-ports.js'

const beginOfNearEnds = Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s/)[0])

describe('free ports', () => {
  it('are all different and can be listened on', async () => {
    const ports = await freePorts(40)

    expect(new Set(ports).size).toBe(40)
    await expect(Promise.all(ports.map(listenOnce))).resolves.toHaveLength(40)
  })

  it.runIf(beginOfNearEnds >= 24_000)('are never such as the kernel gives to the near end of a connection', async () => {
    const ports = await freePorts(40)

    expect(ports.filter((port) => port >= beginOfNearEnds)).toEqual([])
  })
})

function listenOnce(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()))
  })
}
