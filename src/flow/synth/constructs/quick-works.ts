import type { TerraformResourceConfig } from 'cdktf'
import { RootConstruct, type Construct } from 'constructs'
import type { Json } from '../../../model/json.js'
import { stableJson } from '../output/stable-json.js'
import { TerraformResource, TerraformStack, TerraformVariable, Token } from './cdktf.js'
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

class Sample extends TerraformResource {
  readonly #attributes: Readonly<Record<string, unknown>>

  constructor(scope: Construct, id: string, attributes: Readonly<Record<string, unknown>>, more: Partial<TerraformResourceConfig> = {}) {
    super(scope, id, { terraformResourceType: 'sample', ...more })
    this.#attributes = attributes
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return this.#attributes
  }
}

function sampleStack(): TerraformStack {
  const root = new RootConstruct()
  root.node.setContext('cdktfVersion', '0')
  const stack = new TerraformStack(root, 'sample')
  const { fqn, value, stringValue: text, numberValue } = new TerraformVariable(stack, 'text', { type: 'string' })
  const tokens = { text, inside: `a-${text}-b`, number: numberValue, list: Token.asList(value), map: Token.asStringMap(value), [`key-${fqn}`]: [text, 'b'] }
  const plain = { none: undefined, empty: {}, items: [undefined, null, [], { none: undefined }], small: -5e-7, exponent: '1e+3' }
  const first = new Sample(stack, 'first', { ...tokens, ...plain })
  const second = new Sample(stack, 'second', { escaped: '$${x} ${y}', 10: 1, 9: 2 }, { dependsOn: [first], lifecycle: { preventDestroy: true } })
  new Sample(stack, 'counted', {}, { count: 2, dependsOn: [first, second], lifecycle: { ignoreChanges: ['a'], createBeforeDestroy: true } })
  new Sample(stack, 'moved', {}).moveToId('sample.first')
  new Sample(stack, 'imported', { at: new TerraformVariable(stack, 'other', {}).listValue }).importFrom('there')
  second.addOverride('given.inside', text)
  stack.addOverride('resource.sample.first.overridden', text)
  stack.addOverride('resource.sample.first.empty', null)
  return stack
}
