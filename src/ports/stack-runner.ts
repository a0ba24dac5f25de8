import type { ContentHash } from '../model/canonical.js'
import type { Duration } from '../model/duration.js'
import type { Json } from '../model/json.js'

/** A stack that lies synthesized in a folder of its own: `cdk.tf.json`. */
export interface StackFolder {
  readonly name: string
  /** Absolute. Plan files and the tool's own folder lie in it too. */
  readonly folder: string
}

/** What a problem that the tool reports is about, as far as it can be told from its words. */
export type StackProblemKind =
  | 'already_exists' | 'refused' | 'unreachable' | 'unauthorized' | 'kind_unknown' | 'stale_plan' | 'locked' | 'provider_missing' | 'lock_file'
  | 'variable_missing' | 'state_wedged' | 'interrupted' | 'crashed' | 'other'
  // Of the place where the state lies: who asks, whether it answers, whom it trusts, what it does not take, and that it is another one than before.
  | 'state_unauthorized' | 'state_unreachable' | 'state_tls' | 'state_refused' | 'state_unsaved' | 'state_moved'

export interface StackProblem {
  readonly kind: StackProblemKind
  readonly severity: 'error' | 'warning'
  /** The tool's own words. */
  readonly summary: string
  readonly detail: string
  /** `kubernetes_service_v1.front`; null where the problem is of no resource. */
  readonly address: string | null
}

export type ResourceAction = 'create' | 'read' | 'update' | 'replace' | 'delete' | 'import' | 'move' | 'refresh' | 'other'

/** What happens while the tool works, in the order it is told. */
export type StackEvent =
  | { readonly type: 'planned'; readonly stack: string; readonly address: string; readonly action: ResourceAction }
  | { readonly type: 'started' | 'progress' | 'finished' | 'failed'; readonly stack: string; readonly address: string; readonly action: ResourceAction; readonly elapsed: Duration }
  | { readonly type: 'summary'; readonly stack: string; readonly add: number; readonly change: number; readonly remove: number; readonly imported: number }
  | { readonly type: 'problem'; readonly stack: string; readonly problem: StackProblem }
  | { readonly type: 'message'; readonly stack: string; readonly text: string }

export interface StackRunOptions {
  /**
   * Values of the stack's variables: the path of a kubeconfig, addresses. They go by environment, never by parameter. A plan is applied
   * with the values it was made with, the path of the kubeconfig among them; with others it is `stale_plan`.
   */
  readonly variables: Readonly<Record<string, string>>
  /** One interrupt, and then as long as the tool needs: it finishes what it has begun and writes its state. */
  readonly signal?: AbortSignal
  readonly onEvent?: (event: StackEvent) => void
}

export interface StackResult {
  readonly ok: boolean
  readonly problems: readonly StackProblem[]
}

export interface StackState {
  readonly addresses: readonly string[]
  /** Those among them whose creation failed or was cut off: whether there is an object is not known. */
  readonly tainted: readonly string[]
  /** By address, what an import of the object would be told; left out where the resource has nothing of the kind. */
  readonly ids: Readonly<Record<string, string>>
}

/** A saved plan: what may be applied later is this file and nothing else. */
export interface SavedPlan {
  readonly stack: string
  /** Absolute path, mode 0600. */
  readonly file: string
  /** Of the file's bytes. */
  readonly hash: ContentHash
  /** Whether there is anything to do. */
  readonly changed: boolean
  /** `show -json` of it, read once, right after planning. May hold values that nobody should read: it is kept like the plan. */
  readonly json: Json
}

/**
 * OpenTofu or Terraform. One process at a time per stack; different stacks may be run side by side. Methods reject with a diagnostic
 * when the program cannot be started at all; everything the program finds wrong is in the result.
 */
export interface StackRunner {
  version(): Promise<{ readonly program: 'tofu' | 'terraform'; readonly version: string }>
  /** Providers from the mirror only, by the lock file. Repeatable. */
  initialize(stack: StackFolder, options: StackRunOptions): Promise<StackResult>
  validate(stack: StackFolder, options: StackRunOptions): Promise<StackResult>
  /**
   * An ordinary plan: drift is what it would change back. `destroy`: a plan that removes everything, also what the stack protects from
   * being removed by the way (`prevent_destroy`). A state file without a byte is what a killed run leaves behind: that is `state_wedged`
   * until an adoption lies in the folder. A state that an apply could not write where it lies is written first. What the adoption imports, and the state holds as tainted, is taken out of the state first.
   */
  plan(stack: StackFolder, options: StackRunOptions & { readonly destroy?: boolean }): Promise<StackResult & { readonly saved?: SavedPlan }>
  /**
   * Applies the saved plan when its bytes still have the hash; a file that was changed, or a state that has moved on, is `stale_plan`.
   * An adoption that was applied without a problem is taken out of the folder.
   */
  apply(stack: StackFolder, plan: Pick<SavedPlan, 'file' | 'hash'>, options: StackRunOptions): Promise<StackResult>
  /** What the stack's state knows, sorted by address; nothing when there is no state. */
  state(stack: StackFolder, options: StackRunOptions): Promise<StackResult & StackState>
}
