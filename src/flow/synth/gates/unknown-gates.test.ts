import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { addHall, makeCity, scratchFolder } from '../../../../tests/support/stacks-city.js'
import { adopt } from '../adopt.js'
import { readOutput, resourcesOf } from '../output/read-output.js'
import { defaultSettings, type StackSettings } from '../settings.js'
import { synthesize } from '../synthesize.js'
import { gates, runGates } from './gates.js'
import { unknownKind } from './known-kinds.js'

const outdir = scratchFolder()
afterAll(() => rmSync(outdir, { recursive: true }))
const { inventory, intent, assessment } = makeCity(addHall)
synthesize(inventory, intent, assessment, { outdir })

/** A tree that a test may change by hand, as somebody might change the output. */
interface Tree { [key: string]: Tree }

const hall = 'sys-hall-city'
const folder = join(outdir, 'stacks', hall)
const file = join(folder, 'cdk.tf.json')
const written = readFileSync(file, 'utf8')

const tested = ['state-backend', 'unknown-block', 'unknown-expression', 'unknown-file', 'unknown-provider', 'unknown-resource', 'unreadable-stack']

/** What the gates say of the hall's stack when its file reads so; nobody else's stack is changed. */
function found(text: string, settings?: StackSettings): string[] {
  writeFileSync(file, text)
  onTestFinished(() => writeFileSync(file, written))
  return said(settings)
}

function said(settings?: StackSettings): string[] {
  const stacks = readOutput(outdir)
  const findings = gates.filter(({ id }) => tested.includes(id)).flatMap((gate) => gate.check(stacks, settings))
  return findings.map(({ gate, stack, params }) => `${stack === hall ? '' : `${stack} `}${gate} ${params['kind'] ?? params['block'] ?? params['path'] ?? params['part'] ?? params['file'] ?? ''}`)
}

function after(change: (json: Tree) => void): string[] {
  const json = JSON.parse(written) as Tree
  change(json)
  return found(JSON.stringify(json))
}

function put(path: string, value: unknown): (json: Tree) => void {
  const keys = path.split('/')
  return (json) => { Object.assign(keys.slice(0, -1).reduce<Tree>((tree, key) => (tree[key] ??= {}), json), { [keys.at(-1)!]: value }) }
}

const web = 'resource/kubernetes_deployment_v1/workload-web'

describe('the list of known kinds', () => {
  it('is what the synthesis has classes for, and no more', () => {
    const classes = readFileSync(new URL('../constructs/kubernetes.ts', import.meta.url), 'utf8').matchAll(/^ {2}load\('@cdktf\/provider-kubernetes\/lib\/([a-z0-9-]+)\//gm)
    const types = [...classes].map(([, name]) => `kubernetes_${name!.replaceAll('-', '_')}`).filter((type) => type !== 'kubernetes_provider')
    const list = readFileSync(new URL('known-kinds.ts', import.meta.url), 'utf8').match(/'kubernetes_\w+'/g)!.map((name) => name.slice(1, -1))

    expect([...new Set(list)].sort()).toEqual(types.sort())
    expect(readOutput(outdir).flatMap(resourcesOf).filter((resource) => unknownKind(resource) !== null)).toEqual([])
  })
})

describe('a stack as it is written', () => {
  it('passes', () => {
    expect(said()).toEqual([])
    expect(said(defaultSettings)).toEqual([])
  })

  it.each<StackSettings['state']>([
    { kind: 'local' }, { kind: 'pg', schema: 'stacks' }, { kind: 's3', bucket: 'b', region: 'r', prefix: 'p', endpoint: 'https://s3.internal' },
    { kind: 's3', bucket: 'b', region: 'r' }, { kind: 'kubernetes', namespace: 'n' }, { kind: 'http', address: 'https://state.internal' },
  ])('passes with its state in $kind, and not when something else was chosen', (state) => {
    const place = scratchFolder()
    onTestFinished(() => rmSync(place, { recursive: true }))
    const settings: StackSettings = { state, providerSource: 'mirror.internal/made/kubernetes' }
    synthesize(inventory, intent, assessment, { outdir: place, settings })
    const blocking = (known?: StackSettings) => [...new Set(runGates(readOutput(place), known).filter(({ severity }) => severity === 'block').map(({ gate }) => gate))]

    expect(blocking()).toEqual([])
    expect(blocking(settings)).toEqual([])
    expect(blocking({ ...settings, state: { kind: 'pg', schema: 'other' }, providerSource: defaultSettings.providerSource })).toEqual(['state-backend', 'unknown-provider'])
  })
})

describe('a resource', () => {
  it.each(['kubernetes_labels', 'kubernetes_env', 'kubernetes_annotations', 'kubernetes_cluster_role_binding_v1', 'kubernetes_namespace', 'kubernetes_job_v1', 'null_resource', 'local_file', 'terraform_data'])('of type %s never passes', (type) => {
    expect(after(put(`resource/${type}`, { x: {} }))).toContain(`unknown-resource ${type}`)
  })

  it.each([
    ['v1', 'Namespace'], ['v1', 'Secret'], ['networking.k8s.io/v1', 'NetworkPolicy'], ['apps/v1', 'Deployment'], ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'],
    ['example.org/v1', 'Gateway'], ['gateway.networking.k8s.io/v1beta1', 'HTTPRoute'],
  ])('never passes as a manifest of %s %s', (apiVersion, kind) => {
    const manifest = { apiVersion, kind, metadata: { name: 'x', namespace: 'sys-hall' } }

    expect(after(put('resource/kubernetes_manifest/x', { manifest }))).toContain(`unknown-resource kubernetes_manifest of ${apiVersion} ${kind}`)
  })

  it('never passes as a manifest that is computed', () => {
    const findings = after(put('resource/kubernetes_manifest/x', { manifest: '${jsondecode(file("/etc/x.json"))}' }))

    expect(findings).toContain('unknown-resource kubernetes_manifest of - -')
    expect(findings).toContain('unknown-expression resource.kubernetes_manifest.x.manifest')
  })

  it.each(['provisioner', 'connection', 'provider', 'count', 'for_each'])('says no %s', (argument) => {
    expect(after(put(`${web}/${argument}`, { 'local-exec': { command: 'id' } }))).toContain(`unknown-block resource.kubernetes_deployment_v1.workload-web.${argument}`)
  })

  it('says no lifecycle but the one that keeps it', () => {
    expect(after(put(`${web}/lifecycle`, { prevent_destroy: true }))).toEqual([])
    expect(after(put(`${web}/lifecycle`, { ignore_changes: 'all' }))).toEqual(['unknown-block resource.kubernetes_deployment_v1.workload-web.lifecycle'])
  })

  it('makes no blocks in a loop, and may have a value of that name', () => {
    expect(after(put(`${web}/spec/template/spec/dynamic`, { container: [{ for_each: [1], content: {} }] }))).toEqual(['unknown-block resource.kubernetes_deployment_v1.workload-web.spec.template.spec.dynamic'])
    expect(after(put('resource/kubernetes_config_map_v1/config-web/data/dynamic', 'yes'))).toEqual([])
  })

  it('of which a manifest takes nothing but the manifest', () => {
    expect(after(put('resource/kubernetes_manifest/database-ledger/computed_fields', ['spec']))).toEqual(['unknown-block resource.kubernetes_manifest.database-ledger.computed_fields'])
  })

  it.each([['all of them', 'resource', [{ null_resource: { x: {} } }]], ['those of a type', 'resource/kubernetes_role_v1', [{ x: {} }]], ['one', 'resource/kubernetes_service_v1/x', [{}]]])('is never hidden in a list in place of %s', (_what, path, value) => {
    expect(after(put(path, value))).toContain(`unknown-block ${path.replaceAll('/', '.')}`)
  })
})

describe('a stack', () => {
  it.each([
    ['data', { kubernetes_secret: { x: {} } }], ['module', { x: { source: './x' } }], ['locals', { x: 1 }], ['output', { x: { value: 1 } }], ['removed', [{ from: 'a.b' }]],
    ['moved', [{ from: 'a.b', to: 'a.c' }]], ['import', [{ to: 'a.b', id: 'c' }]], ['check', { x: {} }], ['ephemeral', { x: {} }], ['action', { x: {} }],
  ])('has no %s', (block, value) => {
    expect(after(put(block, value))).toContain(`unknown-block ${block}`)
  })

  it.each(['cloud', 'encryption', 'required_version', 'experiments'])('does not choose its own %s', (key) => {
    expect(after(put(`terraform/${key}`, {}))).toEqual([`unknown-block terraform.${key}`])
  })

  it.each([['with a default', 'image', { type: 'string', nullable: false, default: 'x' }], ['for anything but an address', 'image', { type: 'string', nullable: false }], ['of another type', 'x_address', { type: 'any', nullable: false }]])('has no variable %s', (_what, name, body) => {
    expect(after(put(`variable/${name}`, body))).toEqual([`unknown-block variable.${name}`])
  })

  it('says nothing twice: the tool would take both', () => {
    expect(found(written.replace('"resource": {', '"resource": {"null_resource": {"x": {}}},\n  "resource": {'))).toEqual([`unreadable-stack stacks/${hall}/cdk.tf.json`])
  })

  it('is told when it is no JSON, or is not there, and hides none of the others', () => {
    expect(found('{ broken')).toContain(`unreadable-stack stacks/${hall}/cdk.tf.json`)
    rmSync(file)
    expect(said()).toContain(`unreadable-stack stacks/${hall}/cdk.tf.json`)
  })

  it.each([
    ['a function', '${file("/root/.kube/config")}'], ['an unknown variable', '${var.image}'], ['more than a variable', '${var.kubeconfig == "" ? 1 : 2}'],
    ['a directive', '%{ if true }x%{ endif }'],
  ])('holds no expression with %s', (_what, value) => {
    expect(after(put('resource/kubernetes_config_map_v1/config-web/data/X', value))).toEqual(['unknown-expression resource.kubernetes_config_map_v1.config-web.data.X'])
  })

  it('may hold text that only looks like an expression', () => {
    expect(after(put('resource/kubernetes_config_map_v1/config-web/data/X', 'a $${HOME} %%{b} {c} 5%'))).toEqual([])
  })
})

describe('the provider of a stack', () => {
  const kubernetes = (change: object) => put('provider/kubernetes', [{ config_context: 'city', config_path: '${var.kubeconfig}', ...change }])

  it.each(['exec', 'token', 'host', 'username', 'client_key', 'insecure', 'config_paths', 'alias', 'ignore_annotations'])('is told no %s', (argument) => {
    expect(after(kubernetes({ [argument]: 'x' }))).toContain(`unknown-provider provider.kubernetes.${argument}`)
  })

  it('reads the kubeconfig that it is given', () => {
    expect(after(kubernetes({ config_path: '/root/.kube/config' }))).toEqual(['unknown-provider provider.kubernetes.config_path'])
  })

  it('is alone', () => {
    expect(after(put('provider/null', [{}]))).toEqual(['unknown-provider provider.null'])
    expect(after(put('provider/kubernetes', [{ config_context: 'city', config_path: '${var.kubeconfig}' }, { alias: 'b' }]))).toContain('unknown-provider provider.kubernetes')
    expect(after(put('terraform/required_providers/null', { source: 'hashicorp/null' }))).toEqual(['unknown-provider terraform.required_providers.null'])
  })

  it('comes in one version, from a source with its host', () => {
    expect(after(put('terraform/required_providers/kubernetes/version', '>= 2.0'))).toEqual(['unknown-provider terraform.required_providers.kubernetes.version'])
    expect(after(put('terraform/required_providers/kubernetes/source', 'evil/shell'))).toEqual(['unknown-provider terraform.required_providers.kubernetes.source'])
  })
})

describe('the state of a stack', () => {
  it.each([
    ['of another kind', { gcs: { bucket: 'b' } }, 'gcs'], ['in a file elsewhere', { local: { path: '/tmp/x.tfstate' } }, 'local'], ['of nowhere', {}, '-'],
    ['with a credential', { s3: { bucket: 'b', key: 'k', region: 'r', use_lockfile: true, secret_key: 'k' } }, 'secret_key'],
  ])('is never kept in a backend %s', (_what, backend, part) => {
    expect(after(put('terraform/backend', backend))).toContain(`state-backend ${part}`)
  })

  it('is nobody else\'s', () => {
    const backend = { local: { path: '../../state/sys-permits-city.tfstate' } }

    expect(after(put('terraform/backend', backend))).toContain('state-backend local')
  })
})

describe('the folder of a stack', () => {
  function beside(name: string, make: (path: string) => void): string[] {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    make(path)
    onTestFinished(() => rmSync(path, { recursive: true }))
    return said()
  }

  it.each([
    'main.tf', 'main.tf.json', 'main.tofu', 'x.tofu.json', 'cdk_override.tf.json', 'override.tf', 'x.auto.tfvars', 'x.auto.tfvars.json', 'terraform.tfvars', 'terraform.tfvars.json',
    '.terraformrc', 'terraform.rc', '.tofurc', 'terraform.tfstate', 'destroy_override.tf.json', '.terraform/environment',
  ])('holds no %s', (name) => {
    expect(beside(name, (path) => writeFileSync(path, '{}'))).toEqual([`unknown-file ${name}`])
  })

  it.each(['metadata.json', 'plan.bin', '.terraform.lock.hcl', 'README.md', 'cdk.tf.json.123-0.part', '.terraform/terraform.tfstate'])('may hold %s, which no tool takes for configuration', (name) => {
    expect(beside(name, (path) => writeFileSync(path, '{}'))).toEqual([])
  })

  it('holds no links, whatever they are called', () => {
    expect(beside('.terraform.lock.hcl', (path) => symlinkSync('/etc/hostname', path))).toEqual(['unknown-file .terraform.lock.hcl'])
  })

  it('is no link itself', () => {
    const elsewhere = `${folder}-elsewhere`
    renameSync(folder, elsewhere)
    symlinkSync(elsewhere, folder)
    onTestFinished(() => {
      rmSync(folder)
      renameSync(elsewhere, folder)
    })

    expect(said()).toEqual(['unknown-file .'])
  })

  const own = readOutput(outdir).find(({ name }) => name === hall)!
  const adoption = adopt(own, { addresses: [], tainted: [], ids: {} }, () => true).file
  const first = (adoption['import'] as { to: string; id: string }[])[0]!

  it('may say what is taken over, as the adoption writes it', () => {
    expect((adoption['import'] as unknown[]).length).toBeGreaterThan(5)
    expect(beside('adopt.tf.json', (path) => writeFileSync(path, JSON.stringify({ ...adoption, moved: [{ from: first.to.replace(/\..*/, '.old'), to: first.to }] })))).toEqual([])
  })

  it.each([
    ['anything else', { removed: [{ from: 'kubernetes_namespace_v1.sys-hall' }] }, 'removed'], ['a resource', { resource: { null_resource: { x: {} } } }, 'resource'],
    ['an object that is not the stack\'s', { import: [{ to: first.to, id: 'kube-system' }] }, 'import'], ['a provider', { import: [{ ...first, provider: 'x' }] }, 'import'],
    ['a loop', { import: { ...first, for_each: [1] } }, 'import'], ['a move of another kind', { moved: [{ from: 'kubernetes_manifest.x', to: first.to }] }, 'moved'],
  ])('never says there %s', (_what, json, part) => {
    expect(beside('adopt.tf.json', (path) => writeFileSync(path, JSON.stringify(json)))).toEqual([`unknown-block adopt.tf.json.${part}`])
  })

  it('has no such file that cannot be read', () => {
    expect(beside('adopt.tf.json', (path) => writeFileSync(path, '{"import": [], "import": []}'))).toEqual(['unknown-block adopt.tf.json'])
  })
})
