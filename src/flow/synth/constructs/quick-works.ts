import { Token, TerraformElement, TerraformStack, TerraformVariable } from 'cdktf'
import { RootConstruct, type Construct } from 'constructs'
import type { Json } from '../../../model/json.js'
import { stableJson } from '../output/stable-json.js'
import { quickConfiguration } from './quick-stack.js'

let known: boolean | undefined

/**
 * Whether the quick way gives what the installed cdktf gives, tried once on a stack that has one of each: tokens of every kind alone
 * and inside text, what is undefined, lists that meet, overrides. Where it does not, or private shapes have changed, cdktf's own way is taken.
 */
export function quickWorks(quick: (stack: TerraformStack) => unknown = quickConfiguration): boolean {
  if (quick !== quickConfiguration) return agree(quick)
  known ??= agree(quick)
  return known
}

function agree(quick: (stack: TerraformStack) => unknown): boolean {
  try {
    const stack = sampleStack()
    return stableJson(quick(stack) as Json) === stableJson(stack.toTerraform() as Json)
  } catch {
    return false
  }
}

class Sample extends TerraformElement {
  readonly #block: object

  constructor(scope: Construct, id: string, block: object) {
    super(scope, id, 'sample')
    this.#block = block
  }

  override toTerraform(): object {
    return this.#block
  }

  override toMetadata(): object {
    return { overrides: { sample: [this.friendlyUniqueId] }, moved: undefined }
  }
}

function sampleStack(): TerraformStack {
  const root = new RootConstruct()
  root.node.setContext('cdktfVersion', '0')
  const stack = new TerraformStack(root, 'sample')
  const variable = new TerraformVariable(stack, 'text', { type: 'string' })
  const list = Token.asList(variable.value)
  const tokens = { text: variable.stringValue, inside: `a-${variable.stringValue}-b`, number: variable.numberValue, list, map: Token.asStringMap(variable.value) }
  const first = { ...tokens, [`key-${variable.fqn}`]: 1, none: undefined, empty: {}, items: [undefined, null, [], { none: undefined }], small: -5e-7, exponent: '1e+3' }
  new Sample(stack, 'first', { resource: { sample: { first } }, import: [{ to: variable.fqn }] })
  new Sample(stack, 'second', { resource: { sample: { second: { escaped: '$${x} ${y}', after: [new Sample(stack, 'third', {}).fqn] } } }, import: [{ to: 'b' }] })
  stack.addOverride('resource.sample.first.overridden', variable.stringValue)
  stack.addOverride('resource.sample.first.empty', null)
  return stack
}
