import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { App, type TerraformStack } from 'cdktf'
import type { Unit } from '../blueprint/units.js'
import { defineDomain } from './domain.js'
import { defineEdge } from './edge.js'
import { definePlatform } from './platform.js'
import { quietStackTraces } from './quiet-stack-traces.js'
import { SiteStack } from './site-stack.js'
import { defineSystem } from './system.js'

/** Makes the stack of one unit. */
export type StackFactory = (app: App, unit: Unit) => TerraformStack

/** Without validation: it would look for a terraform program on this machine. */
export function makeApp(outdir: string): App {
  // cdktf makes the last folder of the path only.
  mkdirSync(dirname(resolve(outdir)), { recursive: true })
  quietStackTraces()
  return new App({ outdir, skipValidation: true, stackTraces: false })
}

/** Adds a stack per unit, in the order they are applied. Units come with those they depend on. */
export function addStacks(app: App, units: readonly Unit[], makeStack: StackFactory = plainStack): void {
  const made = new Map<string, TerraformStack>()
  for (const unit of units) {
    const stack = makeStack(app, unit)
    unit.dependencies.forEach((name) => stack.addDependency(made.get(name)!))
    made.set(unit.name, stack)
  }
}

export function plainStack(app: App, unit: Unit): TerraformStack {
  const stack = new SiteStack(app, unit)
  switch (unit.kind) {
    case 'platform': definePlatform(stack, unit); break
    case 'domain': defineDomain(stack, unit); break
    case 'system': defineSystem(stack, unit); break
    case 'edge': defineEdge(stack, unit); break
  }
  return stack
}
