import type { Construct } from 'constructs'
import { defineDomain, SiteStack, type DomainUnit } from 'qianyun'

/** A network domain's gateway and its openings. */
export class DomainStack extends SiteStack {
  constructor(scope: Construct, unit: DomainUnit) {
    super(scope, unit)
    defineDomain(this, unit)
  }
}
