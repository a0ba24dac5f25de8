import type { Io } from '../io.js'
import { inventoryWords } from './inventory-words.js'
import { fromHere } from './relocate.js'

export function showWritten(paths: readonly string[], root: string, io: Io): void {
  for (const path of paths) io.stdout(inventoryWords[io.language].written(fromHere(root, io.cwd, path)))
}

export function showFresh(count: number, io: Io): void {
  io.stdout(inventoryWords[io.language].fresh(count))
}
