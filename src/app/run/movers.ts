import { createFilesArchive } from '../../adapters/files/archive/index.js'
import { createFilesMover } from '../../adapters/files/mover/index.js'
import { createFilesReplica } from '../../adapters/files/replica/index.js'
import { createMariadbArchive } from '../../adapters/mariadb/archive/index.js'
import { createMariadbMover } from '../../adapters/mariadb/mover/index.js'
import { createMariadbReplica } from '../../adapters/mariadb/replica/index.js'
import { createPostgresArchive } from '../../adapters/postgres/archive/index.js'
import { createPostgresMover } from '../../adapters/postgres/mover/index.js'
import { createPostgresReplica } from '../../adapters/postgres/replica/index.js'
import { createLocalHost } from '../../adapters/postgres/replica/local-host.js'
import { randomIds, systemClock } from '../../adapters/system/clock.js'
import { unlimited } from '../../adapters/throttle/unlimited.js'
import { archiveOfKinds } from '../../flow/run/movers/archive-by-kind.js'
import { moverOfKinds } from '../../flow/run/movers/by-kind.js'
import { replicaOfKinds } from '../../flow/run/movers/replica-by-kind.js'
import type { Archive } from '../../ports/archive.js'
import type { DataMover } from '../../ports/data-mover.js'
import type { Replica } from '../../ports/replica.js'
import type { Throttle } from '../../ports/throttle.js'
import { mariadbPrograms } from '../setup/programs.js'

const clock = systemClock

/** Who moves what kind of data, inside of a run and outside. `binaries`: folder of PostgreSQL's programs. */
export function createMover(binaries: string, throttle: Throttle = unlimited): DataMover {
  return moverOfKinds({
    postgres: createPostgresMover({ binaries, clock, throttle }),
    mariadb: createMariadbMover({ binaries: mariadbPrograms(), clock, throttle }),
    files: createFilesMover({ clock, ids: randomIds, throttle }),
  })
}

/** Who keeps what kind of data on the DR site. */
export function createReplica(): Replica {
  return replicaOfKinds({ postgres: createPostgresReplica({ clock }), mariadb: createMariadbReplica({ clock, host: createLocalHost('mysql') }), files: createFilesReplica({ clock }) })
}

/** Who keeps the data of what is retired. */
export function createArchive(binaries: string): Archive {
  return archiveOfKinds({ postgres: createPostgresArchive({ binaries }), mariadb: createMariadbArchive({ binaries: mariadbPrograms() }), files: createFilesArchive() })
}
