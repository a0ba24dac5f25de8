import { join } from 'node:path'
import { applyManifests } from '../../src/app/stacks/apply-manifests.js'
import { addressVariables } from '../../src/app/stacks/stack-tasks.js'
import { siteTools } from '../../src/app/stacks/wiring.js'
import { manifestsOf } from '../../src/flow/synth/manifests/manifests-of.js'
import { readOutput } from '../../src/flow/synth/output/read-output.js'
import { synthesize } from '../../src/flow/synth/synthesize.js'
import type { KubernetesObject } from '../../src/model/kubernetes-object.js'
import { withControlPlanes } from './control-planes.js'
import { median, rounded } from './numbers.js'
import { makePlace } from './place.js'

const SYSTEMS = 100
const ROUNDS = 3

/** S5: all objects of one site of 100 systems, until a real API server has taken each, seconds; median of three, each on an empty cluster. */
export async function manifestFigures(): Promise<Record<string, number>> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const seconds = await withControlPlanes('S5', ['bench'], async ([plane], _tools, folder) => {
      const objects = objectsOf(join(folder, 'out'))
      const cluster = await siteTools(process.env).connect(plane!)
      const started = performance.now()
      const results = await applyManifests(cluster, objects)
      const milliseconds = performance.now() - started
      await cluster.close()
      const refused = results.filter(({ outcome }) => outcome !== 'created')
      if (refused.length > 0) throw new Error(`${refused.length} of ${objects.length} objects were not created: ${JSON.stringify(refused[0])}`)
      console.error(`${objects.length} objects in ${rounded(milliseconds, 0)} ms`)
      return milliseconds / 1_000
    })
    if (seconds === null) return {}
    times.push(seconds)
  }
  return { S5: rounded(median(times)) }
}

function objectsOf(outdir: string): readonly KubernetesObject[] {
  const { inventory, intent, assessment } = makePlace(SYSTEMS)
  synthesize(inventory, intent, assessment, { outdir, sites: ['primary'] })
  return readOutput(outdir).flatMap((stack) => {
    const { objects, diagnostics } = manifestsOf(stack, Object.fromEntries(addressVariables(stack).map((name) => [name, '10.9.9.9'])))
    if (diagnostics.length > 0) throw new Error(`${stack.name}: ${JSON.stringify(diagnostics[0])}`)
    return objects
  })
}
