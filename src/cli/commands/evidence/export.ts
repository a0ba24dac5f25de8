import { exportEvidence } from '../../../app/evidence/export.js'
import { runHome } from '../../../app/run/home.js'
import { EXIT } from '../../exit.js'
import type { Io } from '../../io.js'

export interface ExportArgs {
  readonly place: string
  readonly out?: string
  readonly root?: string
}

/** `qianyun evidence export <place> [-o FILE]`: the file's name on stdout, whose key signed it on stderr. */
export async function run({ place, out, root }: ExportArgs, io: Io): Promise<number> {
  const { file, records, fingerprint } = await exportEvidence(runHome(root ?? io.cwd, place, process.env), io.cwd, out)
  io.stdout(file)
  io.stderr(`${records}  ${fingerprint}`)
  return EXIT.done
}
