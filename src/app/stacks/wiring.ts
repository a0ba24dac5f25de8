import { randomUUID } from 'node:crypto'
import { join, resolve } from 'node:path'
import { openCluster } from '../../adapters/kubernetes/index.js'
import { createTofuRunner } from '../../adapters/tofu/index.js'
import { runHome } from '../run/home.js'
import type { SiteTools, StackTools } from './open-place.js'

/** The real world for the commands that work on a place's clusters. */
export function siteTools(environment: NodeJS.ProcessEnv): SiteTools {
  return {
    connect: openCluster,
    now: () => new Date(),
    newId: randomUUID,
    stateDirectory: stateDirectory(environment),
  }
}

/** With OpenTofu or Terraform, whichever sites.yaml names, else whichever is in PATH. */
export function stackTools(environment: NodeJS.ProcessEnv): StackTools {
  return {
    ...siteTools(environment),
    runner: ({ place, sites }) => createTofuRunner({
      folder: join(stateDirectory(environment), 'stacks', place, 'tool'),
      environment,
      ...(sites?.program === undefined ? {} : { program: sites.program }),
      ...(sites?.mirror === undefined ? {} : { mirror: sites.mirror }),
    }),
  }
}

function stateDirectory(environment: NodeJS.ProcessEnv): string {
  return resolve(runHome('', '', environment).stateDirectory)
}
