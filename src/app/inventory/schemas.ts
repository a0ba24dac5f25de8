import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { jsonSchemas } from '../../flow/inventory/json-schema.js'

const FOLDER = 'inventory/schema'

/** Writes the JSON Schemas for editors into inventory/schema/; returns the paths, relative to the root. */
export async function writeSchemas(root: string): Promise<readonly string[]> {
  await mkdir(join(root, FOLDER), { recursive: true })
  await Promise.all(jsonSchemas().map(({ name, text }) => writeFile(join(root, FOLDER, name), text)))
  return schemaPaths()
}

/** A problem for every JSON Schema on disk that is missing or differs from the data model. */
export async function checkSchemas(root: string): Promise<readonly Diagnostic[]> {
  const found = await Promise.all(jsonSchemas().map(async ({ name, text }) => ({
    file: `${FOLDER}/${name}`,
    fresh: (await readFile(join(root, FOLDER, name), 'utf8').catch(() => '')) === text,
  })))
  return found.flatMap(({ file, fresh }) => (fresh ? [] : [problem('INV_SCHEMA_STALE', { file })]))
}

export function schemaPaths(): readonly string[] {
  return jsonSchemas().map(({ name }) => `${FOLDER}/${name}`)
}
