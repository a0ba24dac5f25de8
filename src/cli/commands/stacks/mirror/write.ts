import { resolve } from 'node:path'
import { writeMirror } from '../../../../app/stacks/mirror/write.js'
import { EXIT } from '../../../exit.js'
import type { Io } from '../../../io.js'
import { writtenLines } from '../../../views/stacks-mirror.human.js'
import { mirrorRequest, type MirrorArgs } from './check.js'

/** `qianyun stacks mirror write <place> <package>`: 0 when it lies in the mirror, 2 when no stack needs it, 3 when it is damaged. */
export async function run({ file, ...args }: MirrorArgs & { readonly file: string }, io: Io): Promise<number> {
  const written = await writeMirror(mirrorRequest(args, io), resolve(io.cwd, file))
  if (args.json) io.stdout(JSON.stringify(written))
  else for (const line of writtenLines(written, io.language)) io.stdout(line)
  return EXIT.done
}
