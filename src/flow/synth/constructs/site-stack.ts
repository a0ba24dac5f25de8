import type { Construct } from 'constructs'
import type { JsonObject } from '../../../model/json.js'
import { defaultSettings, type StackSettings } from '../settings.js'
import type { StateOwner } from '../state-attributes.js'
import { TerraformStack } from './cdktf.js'
import { KubernetesProvider } from './kubernetes.js'
import { quickConfiguration, quickPreparation } from './quick-stack.js'
import { quickWorks } from './quick-works.js'
import { StateBackend } from './state-backend.js'
import { variableIn } from './variable-in.js'

/**
 * A stack with one state and one cluster. Who runs it says where the kubeconfig is (`TF_VAR_kubeconfig`); the version of the provider
 * is the one its classes were made for.
 */
export class SiteStack extends TerraformStack {
  constructor(scope: Construct, unit: StateOwner, settings: StackSettings = defaultSettings) {
    super(scope, unit.name)
    new StateBackend(this, unit, settings)
    new KubernetesProvider(this, 'kubernetes', { configPath: variableIn(this, 'kubeconfig'), configContext: unit.site.id })
    this.addOverride('terraform.required_providers.kubernetes.source', settings.providerSource)
  }

  override prepareStack(): void {
    if (quickWorks()) quickPreparation(this)
    else super.prepareStack()
  }

  /** The same object as cdktf makes it, about eight times as fast. */
  override toTerraform(): JsonObject {
    return (quickWorks() ? quickConfiguration(this) : null) ?? (super.toTerraform() as JsonObject)
  }
}
