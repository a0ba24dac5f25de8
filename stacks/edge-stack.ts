import type { Construct } from 'constructs'
import { defineEdge, SiteStack, type EdgeUnit } from 'qianyun'

/** The route of one system, and the shares of both its sides. */
export class EdgeStack extends SiteStack {
  constructor(scope: Construct, unit: EdgeUnit) {
    super(scope, unit)
    defineEdge(this, unit)
  }
}
