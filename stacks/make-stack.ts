import type { StackFactory } from 'qianyun'
import { DomainStack } from './domain-stack.js'
import { EdgeStack } from './edge-stack.js'
import { PlatformStack } from './platform-stack.js'
import { SystemStack } from './system-stack.js'

export const makeStack: StackFactory = (app, unit, settings) => {
  switch (unit.kind) {
    case 'platform': return new PlatformStack(app, unit, settings)
    case 'domain': return new DomainStack(app, unit, settings)
    case 'system': return new SystemStack(app, unit, settings)
    case 'edge': return new EdgeStack(app, unit, settings)
  }
}
