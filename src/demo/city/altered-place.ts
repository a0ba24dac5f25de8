import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CITY } from './place-files.js'

/** A copy of the place in which one fact has changed after the plan was made; returns its root. */
export function changeCopyOfPlace(directory: string): string {
  return alter(directory, 'changed', (text) => text.replace('importance: core', 'importance: important'))
}

/** A copy with a misspelt field, as a hurried hand would leave it; returns its root. */
export function breakCopyOfPlace(directory: string): string {
  return alter(directory, 'broken', (text) => text.replace('importance: core', 'importence: core'))
}

function alter(directory: string, name: string, change: (text: string) => string): string {
  const root = join(directory, name)
  rmSync(root, { recursive: true, force: true })
  cpSync(join(directory, 'root'), root, { recursive: true })
  const file = join(root, 'inventory', CITY, 'systems.yaml')
  writeFileSync(file, change(readFileSync(file, 'utf8')))
  return root
}
