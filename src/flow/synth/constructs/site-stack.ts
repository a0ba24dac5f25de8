import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider/index.js'
import { LocalBackend, TerraformStack, TerraformVariable } from 'cdktf'
import type { Construct } from 'constructs'
import type { Site } from '../blueprint/units.js'

/**
 * In full: OpenTofu and Terraform disagree about the host of a short name, and a mirror filled for one would be invisible to
 * the other.
 */
const providerSource = 'registry.opentofu.org/hashicorp/kubernetes'

/**
 * A stack with one state and one cluster. State lies beside the stacks, by a path that is relative to the stack's folder: the
 * output can be moved, and a stack's folder can be removed without its state. Who runs it says where the kubeconfig is
 * (`TF_VAR_kubeconfig`) and may move the state (`-backend-config`).
 */
export class SiteStack extends TerraformStack {
  constructor(scope: Construct, unit: { readonly name: string; readonly site: Site }) {
    super(scope, unit.name)
    new LocalBackend(this, { path: `../../state/${unit.name}.tfstate` })
    const kubeconfig = new TerraformVariable(this, 'kubeconfig', { type: 'string', nullable: false })
    new KubernetesProvider(this, 'kubernetes', { configPath: kubeconfig.stringValue, configContext: unit.site.id })
    this.addOverride('terraform.required_providers.kubernetes.source', providerSource)
  }
}
