import type { DatabaseReplicaPlace, FilesReplicaPlace, Replica, ReplicaPlace } from '../../../ports/replica.js'

export interface ReplicasByKind {
  readonly postgres: Replica<DatabaseReplicaPlace>
  readonly mariadb: Replica<DatabaseReplicaPlace>
  readonly files: Replica<FilesReplicaPlace>
}

/** One replica for every kind of data. */
export function replicaOfKinds(replicas: ReplicasByKind): Replica {
  const by = ({ kind }: ReplicaPlace): Replica => replicas[kind]
  return {
    build: async (place, context) => by(place).build(place, context),
    status: async (place) => by(place).status(place),
    drill: async (place, context) => by(place).drill(place, context),
    destroy: async (place) => by(place).destroy(place),
  }
}
