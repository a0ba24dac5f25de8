import type { Failover } from '../../../ports/failover.js'
import type { FilesReplicaPlace, Replica } from '../../../ports/replica.js'
import { backUp } from './build.js'
import { drill } from './drill.js'
import { failback, failover, fence } from './failover.js'
import type { FilesReplicaOptions } from './restic.js'
import { forgetAll } from './snapshots.js'
import { replicaStatus } from './status.js'

export type { FilesReplicaOptions } from './restic.js'

/** Keeps a tree as snapshots of restic in a repository on the DR site: encrypted, each whole, only what changed is sent. */
export function createFilesReplica(options: FilesReplicaOptions): Replica<FilesReplicaPlace> {
  return {
    build: (place, context) => backUp(place, options, context),
    status: (place) => replicaStatus(place, options),
    drill: (place, context) => drill(place, options, context),
    destroy: (place) => forgetAll(place, options),
  }
}

/** The tree restored on the DR site serves, and gives back what it took. */
export function createFilesFailover(options: FilesReplicaOptions): Failover<FilesReplicaPlace> {
  return {
    fence: (place) => fence(place, options),
    failover: (place, context) => failover(place, options, context),
    failback: (place, context, moments) => failback(place, options, context, moments),
  }
}
