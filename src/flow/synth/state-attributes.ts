import type { JsonObject } from '../../model/json.js'
import type { SiteRole } from './blueprint/units.js'
import { boundedName, databaseSchemaName, stackNames } from './names.js'
import type { StackSettings } from './settings.js'

/** What of a stack its state's place depends on. */
export interface StateOwner {
  readonly name: string
  readonly site: { readonly id: string; readonly role: SiteRole }
}

/** Arguments of the backend that holds a stack's state: never a credential, which would lie in the output. */
export function stateAttributes(owner: StateOwner, { state }: Pick<StackSettings, 'state'>): JsonObject {
  const name = stateName(owner)
  switch (state.kind) {
    // Relative to the stack's folder: the output can be moved, and a stack's folder can be removed without its state.
    case 'local': return { path: `../../state/${name}.tfstate` }
    // A schema per stack: OpenTofu's locks are per schema, and Terraform knows neither those nor tables of another name.
    case 'pg': return { schema_name: databaseSchemaName(state.schema, name) }
    case 's3': return s3Attributes(name, state)
    // In the cluster that the stack describes: a site is promoted while the other one is dead.
    case 'kubernetes': return { secret_suffix: name, namespace: state.namespace, config_context: owner.site.id }
    case 'http': return httpAttributes(`${state.address.replace(/\/$/, '')}/${name}`)
  }
}

/**
 * The stack's own, which holds the site; but for an edge, which goes to the site that serves. There it must not find the state of the route
 * that it leaves behind: that one stands on in the other cluster, and is there when the system comes back.
 */
function stateName({ name, site }: StateOwner): string {
  return site.role === 'dr' && name.startsWith(stackNames.edge('')) ? boundedName(name, site.id) : name
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
