import { rmSync } from 'node:fs'
import { manifestsOf } from '../../src/flow/synth/manifests/manifests-of.js'
import { readOutput } from '../../src/flow/synth/output/read-output.js'
import { synthesize } from '../../src/flow/synth/synthesize.js'
import { referenceTo, type KubernetesObject } from '../../src/model/kubernetes-object.js'
import type { Cluster } from '../../src/ports/cluster.js'
import { until } from './cluster-api.js'
import { makeCity, scratchFolder, type cityFile } from './stacks-city.js'

/** The test city as objects by site, on clusters that have the storage class of both sites. */
export function cityManifests(change: (file: ReturnType<typeof cityFile>) => void = () => {}): ReadonlyMap<string, readonly KubernetesObject[]> {
  const { inventory, intent, assessment } = makeCity((file) => {
    for (const cloud of file.clouds ?? []) for (const site of [cloud.cluster, cloud.drCluster]) if (site) site.storageClass = 'replicated'
    change(file)
  })
  const folder = scratchFolder()
  try {
    const { stacks } = synthesize(inventory, intent, assessment, { outdir: folder })
    const written = readOutput(folder)
    const addresses = { db_documents__main_address: '10.9.0.1', legacy_documents_address: '10.9.0.2' }
    const objectsOf = (name: string) => manifestsOf(written.find((stack) => stack.name === name)!, addresses).objects
    return new Map([...new Set(stacks.map(({ site }) => site))].map((site) => [site, stacks.filter((stack) => stack.site === site).flatMap(({ name }) => objectsOf(name))]))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Removes objects with all that is in their namespaces, and waits until they are gone. */
export async function removeAll(cluster: Cluster, objects: readonly KubernetesObject[]): Promise<void> {
  const roots = objects.filter(({ metadata }) => metadata.namespace === undefined).map(referenceTo)
  await Promise.all(roots.map((reference) => cluster.remove(reference)))
  await until(() => Promise.all(roots.map((reference) => cluster.read(reference))), (left) => left.every((object) => object === undefined))
}
