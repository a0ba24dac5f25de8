import type { Unit } from '../blueprint/units.js'
import { defaultSettings } from '../settings.js'
import { addStacks, plainStack } from './app.js'
import { App, TerraformStack } from './cdktf.js'

/** The same constructs through cdktf as it is, without any measure of this product: what its output and its speed are compared with. */
export function synthesizeByStock(units: readonly Unit[], outdir: string, settings = defaultSettings): void {
  const app = new App({ outdir, skipValidation: true })
  const { prepareStack, toTerraform } = TerraformStack.prototype
  addStacks(app, units, (scope, unit, chosen) => Object.assign(plainStack(scope, unit, chosen), { prepareStack, toTerraform }), settings)
  app.synth()
}
