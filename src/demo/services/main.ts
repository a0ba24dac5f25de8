import type { Server } from 'node:http'
import { startService, type ServiceSpec } from './service.js'

/** The services of one site, in a process of their own: specs come over the parent's channel, so that no password is in argv. */
const running: Server[] = []

process.on('message', (specs: readonly ServiceSpec[]) => {
  Promise.all(specs.map(startService)).then(
    (servers) => {
      running.push(...servers)
      process.send?.({ ready: true })
    },
    (error: unknown) => process.send?.({ ready: false, error: String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))
