import type { TerraformRemoteState } from 'cdktf'
import type { Construct } from 'constructs'
import { databaseSchemaName } from '../names.js'
import type { StackSettings } from '../settings.js'
import { TerraformBackend } from './cdktf.js'

/** What of a stack its state's place depends on. */
export interface StateOwner {
  readonly name: string
  readonly site: { readonly id: string }
}

/**
 * Where a stack's state lies, without a credential: the library's own classes copy those into the output. One state per stack, so
 * that a site can be planned while the other is dead.
 */
export class StateBackend extends TerraformBackend {
  readonly #attributes: Readonly<Record<string, unknown>>

  constructor(scope: Construct, owner: StateOwner, { state, stateSites }: StackSettings) {
    super(scope, 'backend', state.kind)
    this.#attributes = attributesOf(owner, state, stateSites)
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return this.#attributes
  }

  /** Stacks pass each other names: reading another's state would copy its backend and block planning until that was applied. */
  override getRemoteStateDataSource(): TerraformRemoteState {
    throw new Error('a stack refers to another by name, never by its state')
  }
}

function attributesOf({ name, site }: StateOwner, state: StackSettings['state'], stateSites: StackSettings['stateSites']): Readonly<Record<string, unknown>> {
  switch (state.kind) {
    // Relative to the stack's folder: the output can be moved, and a stack's folder can be removed without its state.
    case 'local': return { path: `../../state/${name}.tfstate` }
    // A schema per stack: OpenTofu's locks are per schema, and Terraform knows neither those nor tables of another name.
    case 'pg': return { schema_name: databaseSchemaName(state.schema, name) }
    case 's3': return s3Attributes(name, state)
    case 'kubernetes': return { secret_suffix: name, namespace: state.namespace, config_context: stateSites[site.id] ?? site.id }
    case 'http': return httpAttributes(`${state.address.replace(/\/$/, '')}/${name}`)
  }
}

type ObjectStore = Extract<StackSettings['state'], { kind: 's3' }>

/** A store of one's own is no AWS account: it is asked by path, and nothing of AWS is looked for. */
function s3Attributes(name: string, { bucket, prefix, region, endpoint }: ObjectStore): Readonly<Record<string, unknown>> {
  const common = { bucket, key: `${prefix === undefined ? '' : `${prefix}/`}${name}.tfstate`, region, use_lockfile: true }
  if (endpoint === undefined) return common
  return {
    ...common, endpoints: { s3: endpoint }, use_path_style: true, skip_credentials_validation: true, skip_metadata_api_check: true,
    skip_region_validation: true, skip_requesting_account_id: true, skip_s3_checksum: true,
  }
}

/** Locked at the same address, by the methods LOCK and UNLOCK. */
function httpAttributes(address: string): Readonly<Record<string, unknown>> {
  return { address, lock_address: address, unlock_address: address }
}
