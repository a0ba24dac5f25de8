import { join } from 'node:path'
import { homedir } from 'node:os'

/** Where a run keeps its control database when no PostgreSQL is named by `QIANYUN_DATABASE_URL`. */
export interface RunHome {
  /** Folder with `inventory/` and `migrations/`. */
  readonly root: string
  readonly place: string
  readonly stateDirectory: string
  readonly databaseUrl: string | undefined
}

/** The state folder follows the XDG base directory rules; root's own folder is closed to the server's user, so root uses /var/lib. */
export function runHome(root: string, place: string, environment: NodeJS.ProcessEnv): RunHome {
  const state = environment['QIANYUN_STATE'] ?? defaultState(environment)
  return { root, place, stateDirectory: state, databaseUrl: environment['QIANYUN_DATABASE_URL'] }
}

function defaultState(environment: NodeJS.ProcessEnv): string {
  if (process.getuid?.() === 0) return '/var/lib/qianyun'
  return join(environment['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'qianyun')
}
