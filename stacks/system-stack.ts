import type { Construct } from 'constructs'
import { defineSystem, SiteStack, type SystemUnit } from 'qianyun'

/** One system at one site. */
export class SystemStack extends SiteStack {
  constructor(scope: Construct, unit: SystemUnit) {
    super(scope, unit)
    defineSystem(this, unit)
  }
}
