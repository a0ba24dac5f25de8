import { resolve } from 'node:path'
import { rootOfPlace } from '../../../app/inventory/root.js'
import { placeCapacity } from '../../../app/stacks/capacity.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { capacityLines } from '../../views/capacity.human.js'
import { waveLines } from '../../views/capacity-waves.human.js'
import { printCapacity } from '../../views/capacity.json.js'
import { showDiagnostics } from '../../views/diagnostics.human.js'

export interface CapacityArgs {
  readonly place: string
  readonly plan?: string
  readonly date?: string
  readonly json?: boolean
}

/** `qianyun stacks capacity <place>`: 0 when everything finds room, 2 for a date that is none, 3 when a file is wrong, 6 when a zone is too full. */
export async function run({ place, plan, date, json = false }: CapacityArgs, io: Io): Promise<number> {
  const root = rootOfPlace(io.cwd, place)
  const capacity = await placeCapacity({ root, place, plan: plan === undefined ? undefined : resolve(io.cwd, plan), date })
  const { diagnostics, sources, zones } = capacity
  if (zones && json) printCapacity(place, zones, io)
  if (zones && !json) for (const line of [...capacityLines(zones, io.language, date), '', ...waveLines(capacity, io.language)]) io.stdout(line)
  showDiagnostics({ root, diagnostics, sources }, io)
  return exitCodeFor(diagnostics)
}
