import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { createChecks } from '../../src/adapters/checks/index.js'
import { milliseconds } from '../../src/model/duration.js'
import { checksContract } from '../../src/ports/checks.contract.js'
import { freePort } from '../support/free-port.js'
import { startHttpService } from '../support/http-service.js'

checksContract('the built-in adapter', async () => {
  const greeting = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.write('220 ready\r\n')
  })
  await new Promise<void>((resolve) => { greeting.listen(0, '127.0.0.1', resolve) })
  const good = await startHttpService((_, response) => { response.end('say hello') })
  const failing = await startHttpService((_, response) => { response.writeHead(500).end('say hello') })
  const silent = await startHttpService(() => {})
  const { port } = greeting.address() as AddressInfo
  return {
    checks: createChecks({ timeout: milliseconds(300) }),
    url: good.url,
    failingUrl: failing.url,
    silentUrl: silent.url,
    greeter: { host: '127.0.0.1', port, banner: '220 ready' },
    closedPort: await freePort(),
    async stop() {
      await Promise.all([good.stop(), failing.stop(), silent.stop()])
      greeting.close()
    },
  }
})
