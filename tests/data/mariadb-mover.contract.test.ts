import { dataMoverContract } from '../../src/ports/data-mover.contract.js'
import { contractBed, startServers } from './mariadb-bed.js'

dataMoverContract('mariadb', async () => {
  const servers = await startServers()
  return { bed: () => contractBed(servers), stop: () => servers.stop() }
})
