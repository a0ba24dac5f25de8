import type { Construct } from 'constructs'
import { TerraformVariable } from './cdktf.js'

/**
 * Lets a stack ask for a text, once, and gives what refers to it. cdktf's own token comes out as the same words, after a search through
 * every value that may hold one.
 */
export function variableIn(stack: Construct, name: string): string {
  if (!stack.node.tryFindChild(name)) new TerraformVariable(stack, name, { type: 'string', nullable: false })
  return `\${var.${name}}`
}
