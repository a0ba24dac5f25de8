import type { Construct } from 'constructs'
import { definePlatform, SiteStack, type PlatformUnit, type StackSettings } from 'qianyun'

/** Priority classes and the exchanges between domains. */
export class PlatformStack extends SiteStack {
  constructor(scope: Construct, unit: PlatformUnit, settings?: StackSettings) {
    super(scope, unit, settings)
    definePlatform(this, unit)
  }
}
