import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { markdownTable } from './support/markdown.js'
import { isTest, repository, sourceFiles, type SourceFile, type SourceImport } from './support/source-imports.js'

/** The import table. Rows read: files of the first column import, of our own code, only what the second column names. */
const TABLE = [
  ['src/model', 'nothing'],
  ['src/diagnostics', 'model'],
  ['src/ports', 'model'],
  ['src/engine', 'model'],
  ['src/flow/X', 'model, diagnostics, ports (types), types of earlier stages'],
  ['src/flow/flow.ts', 'model, diagnostics, every stage'],
  ['src/adapters/X', 'model, diagnostics, ports'],
  ['src/app', 'model, diagnostics, ports, flow, engine, adapters'],
  ['src/demo', 'model, diagnostics, ports, app'],
  ['src/cli', 'model, diagnostics, app; the demo command and its views also demo'],
  ['src/index.ts', 'diagnostics, flow, app'],
  ['stacks', 'the package\'s public entry (qianyun)'],
  ['bench', 'model, diagnostics, ports, flow, app, demo'],
] as const

/** Packages that only some folders import; a package that is not named here is imported nowhere. */
const PACKAGES = [
  ['@cdktf/provider-kubernetes', 'src/flow/synth'],
  ['@dbos-inc/dbos-sdk', 'src/engine'],
  ['@kubernetes/client-node', 'src/adapters/kubernetes'],
  ['cdktf', 'src/flow/synth, stacks'],
  ['commander', 'src/cli'],
  ['constructs', 'src/flow/synth, stacks'],
  ['execa', 'src/adapters, src/app, src/demo, bench'],
  ['listr2', 'src/cli'],
  ['mysql2', 'src/adapters/mariadb, src/demo, bench'],
  ['pg', 'src/engine, src/adapters, src/demo, bench'],
  ['qianyun', 'stacks'],
  ['string-width', 'src/diagnostics, src/cli'],
  ['yaml', 'src/flow/inventory, src/app, src/demo'],
  ['zod', 'src/flow/inventory, src/flow/synth'],
] as const

/** The stages of the flow, in order: `inventory → assessment → plan → stacks → run → verdict → report`. */
const STAGES = ['inventory', 'assessment', 'plan', 'synth', 'run', 'verify', 'report'] as const

const files = sourceFiles('src', 'stacks', 'bench').filter(({ path }) => !isTest(path))
const imports = files.flatMap((file) => file.imports)

/** The row of the table that a file of ours belongs to; undefined for none. */
function rowOf(path: string): string | undefined {
  if (path === 'src/flow/flow.ts' || path === 'src/index.ts') return path
  const [top, second, third] = path.split('/')
  if (top !== 'src') return TABLE.some(([from]) => from === top) ? top : undefined
  if ((second === 'flow' || second === 'adapters') && third) return `src/${second}/X`
  return TABLE.some(([from]) => from === `src/${second}`) ? `src/${second}` : undefined
}

/** The part of `src/` that is imported: model, ports, app, ... */
function partOf(path: string): string {
  return path.split('/')[1] ?? path
}

/** Folder below `src/flow` or `src/adapters`. */
function memberOf(path: string): string {
  return path.split('/')[2] ?? ''
}

function mayImport(one: SourceImport): boolean {
  const row = rowOf(one.from)
  if (row === undefined) return false
  if (row === 'src/flow/X') return stageMayImport(one)
  if (row === 'src/adapters/X') return sameMember(one) || ['model', 'diagnostics', 'ports'].includes(partOf(one.to))
  if (row === rowOf(one.to)) return true
  if (row === 'stacks') return false
  if (row === 'src/flow/flow.ts') return ['model', 'diagnostics', 'flow'].includes(partOf(one.to))
  if (row === 'src/cli' && partOf(one.to) === 'demo') return /^src\/cli\/(commands\/demo|views\/demo[^/]*)\.ts$/.test(one.from)
  return allowed(row).includes(partOf(one.to))
}

/** The plain names of a row's second column. */
function allowed(row: string): readonly string[] {
  const text = TABLE.find(([from]) => from === row)?.[1] ?? ''
  return (text.split(';')[0] ?? '').split(', ')
}

function sameMember(one: SourceImport): boolean {
  return rowOf(one.from) === rowOf(one.to) && memberOf(one.from) === memberOf(one.to)
}

function stageMayImport(one: SourceImport): boolean {
  if (sameMember(one)) return true
  const part = partOf(one.to)
  if (part === 'ports') return one.typeOnly
  if (part !== 'flow') return ['model', 'diagnostics'].includes(part)
  const [mine, theirs] = [one.from, one.to].map((path) => STAGES.indexOf(memberOf(path) as (typeof STAGES)[number]))
  return one.typeOnly && mine !== undefined && theirs !== undefined && theirs >= 0 && theirs < mine
}

/** The npm package of a specifier: `@scope/name/lib/x.js` belongs to `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

function packageMayBeImported({ from, to }: SourceImport): boolean {
  const places = PACKAGES.find(([name]) => name === packageOf(to))?.[1].split(', ') ?? []
  return places.some((place) => from.startsWith(`${place}/`))
}

function shown(found: readonly SourceImport[]): readonly string[] {
  return found.map(({ from, to, typeOnly }) => `${from} -> ${to}${typeOnly ? ' (types)' : ''}`)
}

describe('who may import whom', () => {
  test('every file of src, stacks and bench has a row in the import table', () => {
    expect(files.map(({ path }) => path).filter((path) => rowOf(path) === undefined)).toEqual([])
  })

  test('every row of the table has files', () => {
    const used = new Set(files.map(({ path }) => rowOf(path)))

    expect(TABLE.map(([from]) => from).filter((from) => !used.has(from))).toEqual([])
  })

  test('every stage of the flow is one of the sentence, and every folder of the flow is a stage', () => {
    expect(readdirSync(join(repository, 'src/flow'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).toSorted()).toEqual(STAGES.toSorted())
  })

  test('no import leaves the table', () => {
    expect(shown(imports.filter((one) => one.own && !mayImport(one)))).toEqual([])
  })

  test('the checker of plans knows the plan and nothing of the search that makes it', () => {
    const checker = imports.filter(({ from, own }) => own && /^src\/flow\/plan\/checker(\.ts|\/)/.test(from))
    const ofPlan = checker.filter(({ to }) => to.startsWith('src/flow/plan/') && !/^src\/flow\/plan\/checker(\.ts|\/)/.test(to))

    expect(checker.length).toBeGreaterThan(0)
    expect(shown(ofPlan.filter(({ to, typeOnly }) => to !== 'src/flow/plan/plan.ts' || !typeOnly))).toEqual([])
  })

  test('every import of our own leads to a file', () => {
    expect(shown(imports.filter(({ own, to }) => own && !existsSync(join(repository, to))))).toEqual([])
  })

  test('packages are imported only where the package table says', () => {
    const packages = imports.filter(({ own, to }) => !own && !to.startsWith('node:'))

    expect(shown(packages.filter((one) => !packageMayBeImported(one)))).toEqual([])
    expect(PACKAGES.map(([name]) => name).filter((name) => !packages.some(({ to }) => packageOf(to) === name))).toEqual([])
  })

  test('the binding of the Kubernetes provider is imported one class at a time, for its root costs 6 s and 263 MB', () => {
    const everything = sourceFiles('src', 'stacks', 'bench', 'tests').flatMap((file) => file.imports)

    expect(shown(everything.filter(({ to }) => /^@cdktf\/provider-kubernetes(\/lib\/?)?(index\.js)?$/.test(to)))).toEqual([])
  })

  test.each(['docs/architecture.md', 'src/README.md'])('%s shows the import table', (page) => {
    expect(markdownTable(readFileSync(join(repository, page), 'utf8'), 'from')).toEqual(TABLE)
  })

  test('docs/architecture.md shows the package table', () => {
    expect(markdownTable(readFileSync(join(repository, 'docs/architecture.md'), 'utf8'), 'package')).toEqual(PACKAGES)
  })
})

/** Places in a file where the time or chance come in without being asked for. */
function undeclaredInputs({ tree, path }: SourceFile): readonly string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const text = ts.isCallExpression(node) ? node.expression.getText(tree) : ts.isNewExpression(node) && !node.arguments?.length ? `new ${node.expression.getText(tree)}` : ''
    if (['Date.now', 'Date', 'Math.random', 'randomUUID', 'crypto.randomUUID', 'new Date'].includes(text)) found.push(`${path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1} ${text}`)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

test('the flow and the engine ask nobody but their callers for the time and for chance', () => {
  expect(files.filter(({ path }) => /^src\/(flow|engine|model)\//.test(path)).flatMap(undeclaredInputs)).toEqual([])
})

describe('the tree', () => {
  const FOLDERS = ['bench', 'docs', 'inventory', 'migrations', 'src', 'stacks', 'tests', 'tools', 'web']
  const FILES = [
    'CHANGELOG.md', 'LICENSE', 'README.md', 'cdktf.json', 'package-lock.json', 'package.json', 'tsconfig.json',
  ]
  /** Made by installing, building, synthesizing; never committed. */
  const MADE = ['cdktf.out', 'coverage', 'dist', 'node_modules']

  test('the top level is what the architecture names and nothing else', () => {
    const found = readdirSync(repository).filter((name) => !name.startsWith('.') && !MADE.includes(name) && !name.endsWith('.log'))

    expect(found.toSorted()).toEqual([...FOLDERS, ...FILES].toSorted())
  })

  test('a file is at most 300 lines long; the catalog of words may be longer', () => {
    const long = files.filter(({ tree }) => tree.getLineStarts().length > 301).map(({ path }) => path)

    expect(long.filter((path) => !path.startsWith('src/diagnostics/catalog/'))).toEqual([])
  })
})

/** Own modules that a file imports from folders below its own. */
function registered(registry: string, folder: string): readonly string[] {
  const file = files.find(({ path }) => path === registry)
  return (file?.imports ?? []).filter(({ own, to }) => own && dirname(to).startsWith(folder)).map(({ to }) => to)
}

/** Modules of a folder that a registry is to name. */
function members(folder: string, except: RegExp): readonly string[] {
  return files.map(({ path }) => path).filter((path) => path.startsWith(`${folder}/`) && !except.test(basename(path)))
}

describe('registries name every member of their folder', () => {
  test.each([
    ['src/flow/run/phases/index.ts', 'src/flow/run/phases', /^index\.ts$/],
    ['src/adapters/control-db/migrations/index.ts', 'src/adapters/control-db/migrations', /^index\.ts$/],
    ['src/diagnostics/codes.ts', 'src/diagnostics/catalog', /^$/],
  ])('%s', (registry, folder, except) => {
    expect(registered(registry, folder).toSorted()).toEqual(members(folder, except).toSorted())
  })

  test('the command line names every command', () => {
    const tables = sourceFiles('src/cli').map(({ path }) => path).filter((path) => path === 'src/cli/program.ts' || /^src\/cli\/[a-z]+-commands\.ts$/.test(path))

    expect(tables.flatMap((table) => registered(table, 'src/cli/commands')).toSorted()).toEqual(members('src/cli/commands', /^$/).toSorted())
  })

  test('every gate of the stacks runs', () => {
    const exporting = members('src/flow/synth/gates', /^gates?\.ts$/).filter((path) => /: Gate = /.test(readFileSync(join(repository, path), 'utf8')))

    expect(registered('src/flow/synth/gates/gates.ts', 'src/flow/synth/gates').filter((path) => basename(path) !== 'gate.ts').toSorted()).toEqual(exporting.toSorted())
  })

  test('every contract suite is run by a test', () => {
    const contracts = sourceFiles('src').map(({ path }) => path).filter((path) => path.endsWith('.contract.ts'))
    const run = sourceFiles('tests').flatMap((file) => file.imports).filter(({ to }) => to.endsWith('.contract.ts')).map(({ to }) => to)

    expect(contracts.filter((path) => !run.includes(path))).toEqual([])
    expect(contracts.length).toBeGreaterThan(0)
  })
})
