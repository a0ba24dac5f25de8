import type { Construct } from 'constructs'
import { defineSystem, SiteStack, type SystemUnit, type StackSettings } from 'qianyun'

/** One system at one site. */
export class SystemStack extends SiteStack {
  constructor(scope: Construct, unit: SystemUnit, settings?: StackSettings) {
    super(scope, unit, settings)
    defineSystem(this, unit)
  }
}
