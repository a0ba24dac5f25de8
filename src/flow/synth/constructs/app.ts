import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { TerraformStack } from 'cdktf'
import type { JsonObject } from '../../../model/json.js'
import type { Unit } from '../blueprint/units.js'
import { defaultSettings, type StackSettings } from '../settings.js'
import { App } from './cdktf.js'
import { defineDomain } from './domain.js'
import { defineEdge } from './edge.js'
import { tokensSinceNow } from './forget-tokens.js'
import { definePlatform } from './platform.js'
import { quietStackTraces } from './quiet-stack-traces.js'
import { SiteStack } from './site-stack.js'
import { defineSystem } from './system.js'

/** Makes the stack of one unit. */
export type StackFactory = (app: App, unit: Unit, settings: StackSettings) => TerraformStack

/** Without validation: it would look for a terraform program on this machine. */
export function makeApp(outdir: string): App {
  // cdktf makes the last folder of the path only.
  mkdirSync(dirname(resolve(outdir)), { recursive: true })
  quietStackTraces()
  return new App({ outdir, skipValidation: true, stackTraces: false })
}

/** Adds a stack per unit, in the order they are applied. Units come with those they depend on. */
export function addStacks(app: App, units: readonly Unit[], makeStack: StackFactory = plainStack, settings = defaultSettings): void {
  const made = new Map<string, TerraformStack>()
  for (const unit of units) {
    const stack = makeStack(app, unit, settings)
    unit.dependencies.forEach((name) => stack.addDependency(made.get(name)!))
    made.set(unit.name, stack)
  }
}

/**
 * Gives what `cdk.tf.json` of a unit holds, one stack at a time and none kept: the memory of a whole city's stacks would be taken
 * for what is written and done with.
 */
export function stackBuilder(app: App, settings: StackSettings): (unit: Unit) => JsonObject {
  return (unit) => {
    const forget = tokensSinceNow()
    const stack = plainStack(app, unit, settings)
    const configuration = stack.toTerraform()
    app.node.tryRemoveChild(stack.node.id)
    forget()
    return configuration
  }
}

export function plainStack(app: App, unit: Unit, settings: StackSettings): SiteStack {
  const stack = new SiteStack(app, unit, settings)
  switch (unit.kind) {
    case 'platform': definePlatform(stack, unit); break
    case 'domain': defineDomain(stack, unit); break
    case 'system': defineSystem(stack, unit); break
    case 'edge': defineEdge(stack, unit); break
  }
  return stack
}
