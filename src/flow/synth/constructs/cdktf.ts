import { createRequire } from 'node:module'

/**
 * cdktf is CommonJS. Imported, each of its 200 files would be read for the names it exports before it runs, which takes as long as
 * running them; required, none is. `kubernetes.ts` does the same for the provider's classes.
 */
const load = createRequire(import.meta.url)

export const {
  App, DefaultTokenResolver, StringConcat, TerraformBackend, TerraformElement, TerraformOutput, TerraformResource, TerraformStack, TerraformVariable, Token,
  Tokenization,
} = load('cdktf') as typeof import('cdktf')

export type App = import('cdktf').App
export type TerraformElement = import('cdktf').TerraformElement
export type TerraformStack = import('cdktf').TerraformStack
