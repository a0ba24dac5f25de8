import type { Construct } from 'constructs'
import { definePlatform, SiteStack, type PlatformUnit } from 'qianyun'

/** Priority classes and the exchanges between domains. */
export class PlatformStack extends SiteStack {
  constructor(scope: Construct, unit: PlatformUnit) {
    super(scope, unit)
    definePlatform(this, unit)
  }
}
