import type { Clock, Ids } from '../../../ports/clock.js'
import type { Throttle } from '../../../ports/throttle.js'
import type { SshOptions } from '../host/ssh.js'

export interface FilesMoverOptions {
  readonly clock: Clock
  readonly ids: Ids
  readonly throttle: Throttle
  readonly ssh?: SshOptions
}
