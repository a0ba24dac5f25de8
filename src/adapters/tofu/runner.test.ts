import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StackEvent } from '../../ports/stack-runner.js'
import { machinePlatform } from './mirror.js'
import { createTofuRunner, type TofuRunnerOptions } from './runner.js'

const source = 'registry.example.org/made/kubernetes'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'tofu-')) })
afterEach(() => rmSync(folder, { recursive: true }))

/** A tool that notes how it was called, and then does what the script says. */
function fakeTool(script: string, version = 'OpenTofu v1.12.6'): string {
  const path = join(folder, 'bin/tofu')
  mkdirSync(join(folder, 'bin'), { recursive: true })
  writeFileSync(path, `#!/bin/sh\nif [ "$1" = version ]; then echo "${version}"; exit 0; fi\necho "$*" >> ${folder}/calls\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}

function makeStack(terraform: object = { backend: { local: { path: '../state/sys-oa.tfstate' } } }) {
  const stack = { name: 'sys-oa', folder: join(folder, 'stack') }
  mkdirSync(stack.folder)
  writeFileSync(join(stack.folder, 'cdk.tf.json'), JSON.stringify({ terraform: { required_providers: { kubernetes: { source, version: '= 2.38.0' } }, ...terraform } }))
  return stack
}

function makeMirror(bytes = 'provider'): string {
  const mirror = join(folder, 'mirror')
  const place = join(mirror, source, '2.38.0', machinePlatform())
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, 'terraform-provider-kubernetes_v2.38.0'), bytes, { mode: 0o755 })
  return mirror
}

function makeRunner(program: string, more: Partial<TofuRunnerOptions> = {}) {
  return createTofuRunner({ folder: join(folder, 'own'), program, mirror: join(folder, 'mirror'), environment: { PATH: '/usr/bin:/bin', PGPASSWORD: 'a-long-secret' }, ...more })
}

const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')
const options = { variables: {} }
const codeOf = (work: Promise<unknown>) => work.then(() => undefined, (error: { diagnostics: readonly { code: string }[] }) => error.diagnostics[0]?.code)

describe('finding the program', () => {
  it('says what is missing, and what is too old', async () => {
    expect(await codeOf(makeRunner('/nowhere/tofu').version())).toBe('TOFU_PROGRAM_MISSING')
    expect(await codeOf(createTofuRunner({ folder: join(folder, 'own'), environment: { PATH: folder } }).version())).toBe('TOFU_PROGRAM_MISSING')
    expect(await codeOf(makeRunner(fakeTool('', 'OpenTofu v1.6.2')).version())).toBe('TOFU_PROGRAM_TOO_OLD')
  })

  it('takes tofu before terraform in PATH, and knows which it is by what it says', async () => {
    fakeTool('', 'Terraform v1.11.4')

    expect(await createTofuRunner({ folder: join(folder, 'own'), environment: { PATH: join(folder, 'bin') } }).version()).toEqual({ program: 'terraform', version: '1.11.4' })
  })
})

describe('initializing', () => {
  it('takes the provider from the mirror and from nowhere else, by a lock file that it brings along', async () => {
    const stack = makeStack()
    makeMirror()
    const { ok } = await makeRunner(fakeTool('')).initialize(stack, options)

    expect(ok).toBe(true)
    expect(calls()).toEqual(['init -input=false -json -lockfile=readonly'])
    expect(readFileSync(join(folder, 'own/tool.tfrc'), 'utf8')).toBe(`disable_checkpoint = true\n\nprovider_installation {\n  filesystem_mirror {\n    path = "${folder}/mirror"\n  }\n}\n`)
    expect(readFileSync(join(stack.folder, '.terraform.lock.hcl'), 'utf8')).toMatch(/provider "registry\.example\.org\/made\/kubernetes" \{\n {2}version {5}= "2\.38\.0"\n[^]*"h1:[A-Za-z0-9+/]{43}="/)
  })

  it('keeps to the bytes it has seen first, also when the mirror has others later', async () => {
    const stack = makeStack()
    makeMirror()
    await makeRunner(fakeTool('')).initialize(stack, options)
    const first = readFileSync(join(stack.folder, '.terraform.lock.hcl'), 'utf8')
    makeMirror('something else')
    await makeRunner(fakeTool('')).initialize(stack, options)

    expect(readFileSync(join(stack.folder, '.terraform.lock.hcl'), 'utf8')).toBe(first)
  })

  it('is not begun when the mirror lacks the provider, or has no program of this machine in it', async () => {
    const stack = makeStack()
    mkdirSync(join(folder, 'mirror', source, '2.38.0', 'plan9_mips'), { recursive: true })

    expect(await codeOf(makeRunner(fakeTool('')).initialize(stack, options))).toBe('TOFU_MIRROR_WITHOUT_PROVIDER')
    expect(calls).toThrow()
  })

  it('finds the implied mirror and writes it down, so that nothing else is asked', async () => {
    const stack = makeStack()
    makeMirror()
    mkdirSync(join(folder, '.terraform.d'))
    const runner = createTofuRunner({ folder: join(folder, 'own'), program: fakeTool(''), environment: { PATH: '/usr/bin:/bin', HOME: folder, XDG_DATA_DIRS: '/nowhere' } })

    expect(await codeOf(runner.initialize(stack, options))).toBe('TOFU_MIRROR_WITHOUT_PROVIDER')
    mkdirSync(join(folder, '.terraform.d/plugins', source, '2.38.0', machinePlatform()), { recursive: true })
    writeFileSync(join(folder, '.terraform.d/plugins', source, '2.38.0', machinePlatform(), 'terraform-provider-kubernetes_v2.38.0_x5'), '', { mode: 0o755 })
    const again = createTofuRunner({ folder: join(folder, 'own'), program: fakeTool(''), environment: { PATH: '/usr/bin:/bin', HOME: folder, XDG_DATA_DIRS: '/nowhere' } })

    expect((await again.initialize(stack, options)).ok).toBe(true)
    expect(readFileSync(join(folder, 'own/tool.tfrc'), 'utf8')).toContain(`path = "${folder}/.terraform.d/plugins"`)
  })

  it('takes exit code 2 for the crash that it is, with the last words of the program and without secrets', async () => {
    const stack = makeStack()
    makeMirror()
    const { ok, problems } = await makeRunner(fakeTool('echo "panic: runtime error with $PGPASSWORD" >&2; exit 2')).initialize(stack, options)

    expect(ok).toBe(false)
    expect(problems).toEqual([{ kind: 'crashed', severity: 'error', summary: 'init ended with exit code 2', detail: 'panic: runtime error with ***', address: null }])
  })

  it('reaches the states that lie in a cluster by the kubeconfig of the site, and asks nobody where there is none', async () => {
    const stack = makeStack({ backend: { kubernetes: { secret_suffix: 'sys-oa', namespace: 'states' } } })
    makeMirror()
    const variables = { kubeconfig: '../site.json' }
    const blind = await makeRunner(fakeTool('')).initialize(stack, { variables })
    writeFileSync(join(folder, 'site.json'), '')
    await makeRunner(fakeTool('')).initialize(stack, { variables })

    expect(blind.problems.map(({ kind }) => kind)).toEqual(['unauthorized'])
    expect(calls()).toEqual(['init -input=false -json -lockfile=readonly -backend-config=config_path=../site.json'])
  })

  it('lets the first stack whose state lies in PostgreSQL be alone with it, and the others come side by side', async () => {
    makeMirror()
    const stack = makeStack({ backend: { pg: { schema_name: 'stacks' } } })
    const runner = makeRunner(fakeTool(`echo begins >> ${folder}/calls; sleep 0.3; echo ends >> ${folder}/calls`))
    await Promise.all([1, 2, 3].map(() => runner.initialize(stack, options)))

    expect(calls().filter((line) => !line.startsWith('init'))).toEqual(['begins', 'ends', 'begins', 'begins', 'ends', 'ends'])
  })
})

describe('working on a stack', () => {
  it('says that a folder holds no stack', async () => {
    expect(await codeOf(makeRunner(fakeTool('')).initialize({ name: 'sys-oa', folder }, options))).toBe('TOFU_STACK_UNREADABLE')
  })

  it('interrupts once, and waits for what the program still has to do', async () => {
    const stack = makeStack()
    const stopping = new AbortController()
    const tool = fakeTool(`trap 'echo "{\\"type\\":\\"log\\",\\"@message\\":\\"stopping\\"}"; sleep 0.3; echo saved >> ${folder}/calls; exit 1' INT; echo '{"type":"log","@message":"working"}'; while :; do sleep 0.05; done`)
    const events: StackEvent[] = []
    const onEvent = (event: StackEvent) => {
      events.push(event)
      stopping.abort()
    }
    const { ok, problems } = await makeRunner(tool).plan(stack, { ...options, signal: stopping.signal, onEvent })

    expect(ok).toBe(false)
    expect(problems.map(({ kind }) => kind)).toEqual(['interrupted'])
    expect(events.flatMap((event) => (event.type === 'message' ? [event.text] : []))).toEqual(['working', 'stopping'])
    expect(calls().at(-1)).toBe('saved')
  })

  it('lets the program write into files: a pipe would end it together with this process, in the middle of an apply', async () => {
    const tool = fakeTool(`for fd in 1 2; do [ -f /dev/fd/$fd ] || echo "$fd is no file" >> ${folder}/calls; done; printf '{"type":"log","@message":"\\303'; sleep 0.2; printf '\\251tat"}\n{"type":"log","@message":"last"}'; exit 1`)
    const events: StackEvent[] = []
    await makeRunner(tool).plan(makeStack(), { ...options, onEvent: (event) => events.push(event) })

    expect(calls()).toEqual([expect.stringMatching(/^plan /)])
    expect(events.flatMap((event) => (event.type === 'message' ? [event.text] : []))).toEqual(['état', 'last'])
  })

  it('starts nothing when it is called off before', async () => {
    const { problems } = await makeRunner(fakeTool('')).plan(makeStack(), { ...options, signal: AbortSignal.abort() })

    expect(problems.map(({ kind }) => kind)).toEqual(['interrupted'])
    expect(calls).toThrow()
  })

  it('takes out of the state what an adoption imports and a cut-off create has left tainted, and nothing else', async () => {
    const stack = makeStack()
    writeFileSync(join(stack.folder, 'adopt.tf.json'), JSON.stringify({ import: [{ to: 'a_v1.cut', id: 'n/cut' }, { to: 'a_v1.lost', id: 'n/lost' }] }))
    const instance = (status?: string) => [{ status, attributes: { id: 'n/x' } }]
    const state = { version: 4, resources: [{ mode: 'managed', type: 'a_v1', name: 'cut', instances: instance('tainted') }, { mode: 'managed', type: 'a_v1', name: 'whole', instances: instance() }] }
    writeFileSync(join(folder, 'state.json'), JSON.stringify(state))
    await makeRunner(fakeTool(`case "$1 $2" in "state pull") cat ${folder}/state.json;; show*) echo '{}';; plan*) touch plan.bin; exit 2;; esac`)).plan(stack, options)

    expect(calls()).toEqual([
      'state pull', 'state rm -lock-timeout=60s a_v1.cut', 'plan -input=false -json -detailed-exitcode -lock-timeout=60s -out=plan.bin', 'show -json plan.bin',
    ])
  })

  it('writes the state that an apply could not write before anything else is done, and keeps the file where that fails', async () => {
    const stack = makeStack({ backend: { http: { address: 'http://127.0.0.1:1/a' } } })
    const unsaved = join(stack.folder, 'errored.tfstate')
    writeFileSync(unsaved, '{}')
    const refused = await makeRunner(fakeTool('printf "\\033[31mError: Error acquiring the state lock\\n\\nError message: HTTP remote state already locked:\\nID=1" >&2; exit 1')).plan(stack, options)
    expect(refused.problems.map(({ kind }) => kind)).toEqual(['locked'])
    expect(existsSync(unsaved)).toBe(true)

    await makeRunner(fakeTool('case "$1 $2" in show*) echo "{}";; plan*) touch plan.bin;; esac')).plan(stack, options)
    expect(existsSync(unsaved)).toBe(false)
    expect(calls().map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(['state push', 'state push', 'plan -input=false', 'show -json'])
  })
})
