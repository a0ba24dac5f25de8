// What cdktf.json runs: the stacks of the place in QIANYUN_PLACE. `qianyun stacks synth` writes the same bytes.
import { addStacks, gateOutput, hasErrors, loadBlueprint, makeApp, renderDiagnostics, rootFor, type Diagnostic } from 'qianyun'
import { makeStack } from './make-stack.js'

const invalid = 3
const blocked = 6

function stop(diagnostics: readonly Diagnostic[], sources: ReadonlyMap<string, string>, code: number): never {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  process.stderr.write(`${renderDiagnostics(errors, { language: 'en', color: false, sources })}\n`)
  process.exit(code)
}

const { loaded, diagnostics, sources } = await loadBlueprint(rootFor(process.cwd()), process.env.QIANYUN_PLACE ?? 'dezhou')
if (!loaded) stop(diagnostics, sources, invalid)

const outdir = process.env.CDKTF_OUTDIR ?? 'cdktf.out'
const app = makeApp(outdir)
addStacks(app, loaded.blueprint.units, makeStack, loaded.settings)
app.synth()

const findings = gateOutput(outdir, loaded.settings)
if (hasErrors(findings)) stop(findings, new Map(), blocked)
