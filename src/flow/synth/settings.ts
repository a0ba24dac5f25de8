import type { z } from 'zod'
import type { stateBackend } from '../inventory/schema/sites-file.js'

/** What the operators of the cloud choose for all stacks of a place. */
export interface StackSettings {
  readonly state: z.output<typeof stateBackend>
  /** The provider's source, with its host. */
  readonly providerSource: string
}

export const defaultSettings: StackSettings = {
  state: { kind: 'local' },
  // In full: OpenTofu and Terraform disagree about the host of a short name, and a mirror filled for one would be invisible to the other.
  providerSource: 'registry.opentofu.org/hashicorp/kubernetes',
}
