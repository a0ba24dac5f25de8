import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JsonObject } from '../../model/json.js'
import { stackFiles } from '../../model/stack-files.js'
import { objectAt } from './messages.js'

/** Its name makes it one that the tools lay over the stack's own file. */
const OVERRIDE = 'destroy_override.tf.json'

/**
 * Lifts `prevent_destroy` while a plan is made that is to remove everything: it keeps an ordinary plan from removing something by the
 * way, and cannot be lifted by a parameter. The file is gone again before anything else is planned.
 */
export async function unprotected<T>(folder: string, isLifted: boolean, plan: () => Promise<T>): Promise<T> {
  const file = join(folder, OVERRIDE)
  await rm(file, { force: true })
  if (!isLifted) return plan()
  try {
    await writeFile(file, JSON.stringify(await overrideOf(folder)), { mode: 0o600 })
    return await plan()
  } finally {
    await rm(file, { force: true })
  }
}

async function overrideOf(folder: string): Promise<JsonObject> {
  const resources = objectAt(JSON.parse(await readFile(join(folder, stackFiles.configuration), 'utf8')) as JsonObject, 'resource')
  const lifted = Object.keys(resources).map((type) => [type, liftedIn(objectAt(resources, type))] as const)
  return { resource: Object.fromEntries(lifted.filter(([, ofType]) => Object.keys(ofType).length > 0)) }
}

function liftedIn(ofType: JsonObject): JsonObject {
  const guarded = Object.keys(ofType).filter((id) => objectAt(objectAt(ofType, id), 'lifecycle')['prevent_destroy'] === true)
  return Object.fromEntries(guarded.map((id) => [id, { lifecycle: { prevent_destroy: false } }]))
}
