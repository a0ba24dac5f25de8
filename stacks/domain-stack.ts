import type { Construct } from 'constructs'
import { defineDomain, SiteStack, type DomainUnit, type StackSettings } from 'qianyun'

/** A network domain's gateway and its openings. */
export class DomainStack extends SiteStack {
  constructor(scope: Construct, unit: DomainUnit, settings?: StackSettings) {
    super(scope, unit, settings)
    defineDomain(this, unit)
  }
}
