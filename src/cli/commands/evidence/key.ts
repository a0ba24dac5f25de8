import { fingerprint, placeKey, publicPem } from '../../../app/evidence/key.js'
import { runHome } from '../../../app/run/home.js'
import { EXIT } from '../../exit.js'
import type { Io } from '../../io.js'

export interface KeyArgs {
  readonly place: string
  readonly root?: string
}

/** `qianyun evidence key <place>`: the public key as PEM on stdout, its fingerprint on stderr. */
export async function run({ place, root }: KeyArgs, io: Io): Promise<number> {
  const pem = publicPem(await placeKey(runHome(root ?? io.cwd, place, process.env)))
  io.stdout(pem.trimEnd())
  io.stderr(fingerprint(pem))
  return EXIT.done
}
