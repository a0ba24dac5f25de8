import type { Sites } from '../../flow/inventory/schema/inventory.js'
import { defaultSettings, type StackSettings } from '../../flow/synth/settings.js'

/** What sites.yaml says of all stacks of a place. */
export function stackSettings(sites: Sites | undefined): StackSettings {
  return { state: sites?.state ?? defaultSettings.state, providerSource: sites?.providerSource ?? defaultSettings.providerSource }
}
