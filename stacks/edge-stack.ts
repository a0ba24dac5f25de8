import type { Construct } from 'constructs'
import { defineEdge, SiteStack, type EdgeUnit, type StackSettings } from 'qianyun'

/** The route of one system, and the shares of both its sides. */
export class EdgeStack extends SiteStack {
  constructor(scope: Construct, unit: EdgeUnit, settings?: StackSettings) {
    super(scope, unit, settings)
    defineEdge(this, unit)
  }
}
