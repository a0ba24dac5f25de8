import { dataMoverContract } from '../../src/ports/data-mover.contract.js'
import { contractBed, startServers } from './postgres-bed.js'

dataMoverContract('postgres', async () => {
  const servers = await startServers()
  return { bed: () => contractBed(servers), stop: () => servers.stop() }
})
