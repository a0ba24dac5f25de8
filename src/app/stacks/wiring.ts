import { randomUUID } from 'node:crypto'
import { openCluster } from '../../adapters/kubernetes/index.js'
import { runHome } from '../run/home.js'
import type { SiteTools } from './open-place.js'

/** The real world for the commands that work on a place's clusters. */
export function siteTools(environment: NodeJS.ProcessEnv): SiteTools {
  return {
    connect: openCluster,
    now: () => new Date(),
    newId: randomUUID,
    stateDirectory: runHome('', '', environment).stateDirectory,
  }
}
