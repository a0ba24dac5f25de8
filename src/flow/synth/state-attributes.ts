import type { JsonObject } from '../../model/json.js'
import { databaseSchemaName } from './names.js'
import type { StackSettings } from './settings.js'

/** What of a stack its state's place depends on. */
export interface StateOwner {
  readonly name: string
  readonly site: { readonly id: string }
}

/** Arguments of the backend that holds a stack's state: never a credential, which would lie in the output. */
export function stateAttributes({ name, site }: StateOwner, { state, stateSites }: Pick<StackSettings, 'state' | 'stateSites'>): JsonObject {
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
function s3Attributes(name: string, { bucket, prefix, region, endpoint }: ObjectStore): JsonObject {
  const common = { bucket, key: `${prefix === undefined ? '' : `${prefix}/`}${name}.tfstate`, region, use_lockfile: true }
  if (endpoint === undefined) return common
  return {
    ...common, endpoints: { s3: endpoint }, use_path_style: true, skip_credentials_validation: true, skip_metadata_api_check: true,
    skip_region_validation: true, skip_requesting_account_id: true, skip_s3_checksum: true,
  }
}

/** Locked at the same address, by the methods LOCK and UNLOCK. */
function httpAttributes(address: string): JsonObject {
  return { address, lock_address: address, unlock_address: address }
}
