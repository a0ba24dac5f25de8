import { migration000001 } from './000001.js'
import { migration000002 } from './000002.js'

/** Forward only; a migration that was released is never changed. */
export const migrations: readonly string[] = [migration000001, migration000002]
