import type { TerraformRemoteState } from 'cdktf'
import type { Construct } from 'constructs'
import type { StackSettings } from '../settings.js'
import { stateAttributes, type StateOwner } from '../state-attributes.js'
import { TerraformBackend } from './cdktf.js'

/**
 * Where a stack's state lies, without a credential: the library's own classes copy those into the output. One state per stack, so
 * that a site can be planned while the other is dead.
 */
export class StateBackend extends TerraformBackend {
  readonly #attributes: Readonly<Record<string, unknown>>

  constructor(scope: Construct, owner: StateOwner, settings: StackSettings) {
    super(scope, 'backend', settings.state.kind)
    this.#attributes = stateAttributes(owner, settings)
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return this.#attributes
  }

  /** Stacks pass each other names: reading another's state would copy its backend and block planning until that was applied. */
  override getRemoteStateDataSource(): TerraformRemoteState {
    throw new Error('a stack refers to another by name, never by its state')
  }
}
