import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readPlace } from '../src/app/inventory/read-place.js'
import { EXIT } from '../src/cli/exit.js'
import { createProgram } from '../src/cli/program.js'
import { catalog, isCode } from '../src/diagnostics/codes.js'
import type { CatalogEntry } from '../src/diagnostics/entry.js'
import { assess } from '../src/flow/assessment/assess.js'
import { checkPlan } from '../src/flow/plan/checker.js'
import { makePlan } from '../src/flow/plan/make-plan.js'
import { synthesize } from '../src/flow/synth/synthesize.js'
import { peopleNeeded } from '../src/flow/run/gates.js'
import { phaseNames } from '../src/flow/run/phase-names.js'
import { captureIo } from './support/capture-io.js'
import { markdownBlock, markdownCode, markdownHeadings, markdownLinks, markdownTable } from './support/markdown.js'
import { filesBelow, isTest, repository } from './support/source-imports.js'

const FOLDERS = ['inventory', 'migrations', 'stacks', 'src', 'web', 'tests', 'bench', 'docs', 'tools'] as const

const pages = ['README.md', 'CHANGELOG.md', ...FOLDERS.flatMap(filesBelow).filter((path) => path.endsWith('.md'))].sort()

function read(path: string): string {
  return readFileSync(join(repository, path), 'utf8')
}

const sources = FOLDERS.slice(2).flatMap(filesBelow).filter((path) => /\.(ts|mjs)$/.test(path)).map(read).join('\n')

/** The sources without the catalog's words: a code that stands here is raised by something. */
const raising = filesBelow('src').filter((path) => path.endsWith('.ts') && !path.startsWith('src/diagnostics/catalog/') && !isTest(path)).map(read).join('\n')

/** The id that Markdown gives a heading. */
function anchorOf(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s/g, '-')
}

function brokenLinks(page: string): readonly string[] {
  return markdownLinks(read(page)).filter((link) => !/^[a-z]+:/.test(link)).filter((link) => {
    const [path = '', anchor] = link.split('#')
    const target = path === '' ? page : join(dirname(page), path)
    if (!existsSync(join(repository, target))) return true
    return anchor !== undefined && ![1, 2, 3].flatMap((level) => markdownHeadings(read(target), level)).map(anchorOf).includes(anchor)
  })
}

describe.each(pages)('%s', (page) => {
  test('links only to what exists', () => {
    expect(brokenLinks(page)).toEqual([])
  })

  test('names only codes of the catalog, and of these only such as somebody meets', () => {
    const families = new Set(Object.keys(catalog).map((code) => code.split('_')[0]))
    const named = (read(page).match(/\b[A-Z]+(?:_[A-Z]+)+\b/g) ?? []).filter((word) => families.has(word.split('_')[0]))

    expect(named.filter((word) => !isCode(word))).toEqual([])
    expect(named.filter((word) => !raising.includes(word))).toEqual([])
  })

  test('names only commands and flags of the program', () => {
    expect(markdownCode(read(page)).flatMap((line) => unknownInCall(line, /^[a-z]+$/))).toEqual([])
  })

  test('names only files that exist', () => {
    const named = markdownCode(read(page)).filter((span) => FOLDERS.some((folder) => span.startsWith(`${folder}/`)) && /^[\w./-]+$/.test(span))
    const elsewhere = /^src\/(flow|adapters)\/X$|\/(yunzhou|linhe)\//

    expect(named.filter((path) => !elsewhere.test(path)).filter((path) => !existsSync(join(repository, path)))).toEqual([])
  })

  test('names only scripts of the package, and settings that are read', () => {
    const text = markdownCode(read(page)).join('\n')
    const scripts = [...text.matchAll(/npm run ([\w:]+)/g)].map((match) => match[1] ?? '')
    const settings = text.match(/\bQIANYUN_[A-Z_]+\b/g) ?? []

    expect(scripts.filter((script) => !(script in packageScripts))).toEqual([])
    expect(settings.filter((name) => !sources.includes(name))).toEqual([])
  })
})

const packageScripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts
const program = createProgram(captureIo(repository))

/** What a written call of `qianyun` says that the program does not know: the call or its flags. A call begins with what `first` matches. */
function unknownInCall(line: string, first: RegExp): readonly string[] {
  return [...line.matchAll(/\bqianyun((?: +[^\s|&;()、，。；]+)+)/g)].flatMap((match) => {
    const words = (match[1] ?? '').trim().split(/ +/)
    if (!first.test(words[0] ?? '')) return []
    const { command, known } = commandOf(words)
    if (!known) return [`qianyun ${words.join(' ')}`]
    const flags = words.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.replace(/[^\w-].*$/, ''))
    return flags.filter((flag) => !flagsOf(command).has(flag)).map((flag) => `qianyun ${words.join(' ')}: ${flag}`)
  })
}

/** The command that the words lead to; a noun alone, or a verb it does not have, is not known. */
function commandOf(words: readonly string[]): { readonly command: Command; readonly known: boolean } {
  let command = program
  for (const word of words) {
    const next = command.commands.find((one) => one.name() === word)
    if (!next) break
    command = next
  }
  return { command, known: command !== program && command.commands.length === 0 }
}

function flagsOf(command: Command): ReadonlySet<string> {
  return new Set(['--help', ...[...program.options, ...command.options].flatMap(({ long, short }) => [long, short]).filter((flag) => typeof flag === 'string')])
}

describe('the words of the catalog', () => {
  // In sentences the program's name also stands without a call behind it: "no other qianyun process".
  const nouns = new RegExp(`^(${program.commands.map((one) => one.name()).join('|')})$`)

  test.each(Object.entries<CatalogEntry>(catalog))('%s sends nobody to a command that does not exist', (_, entry) => {
    const calls = [entry.en, entry.zh].flatMap(({ what, why, fix }) => [what, why, fix]).join('\n').replace(/[“”"]/g, '\n').split('\n')

    expect(calls.flatMap((line) => unknownInCall(line, nouns))).toEqual([])
  })
})

describe('docs/architecture.md', () => {
  const tree = foldersOfTree(markdownBlock(read('docs/architecture.md'), '## The tree'))

  test('draws a tree of folders that exist', () => {
    expect(tree.length).toBeGreaterThan(30)
    expect(tree.filter((folder) => !existsSync(join(repository, folder)))).toEqual([])
  })

  test('draws every folder of the top level, of src and of each part of src', () => {
    const present = new Set(filesBelow('src').filter((path) => path.endsWith('.ts')).map((path) => dirname(path).split('/').slice(0, 3).join('/')))
    const wanted = [...FOLDERS, ...present].flatMap((path) => [path, dirname(path)]).filter((path) => path !== '.')

    expect([...new Set(wanted)].filter((folder) => !tree.includes(folder)).toSorted()).toEqual([])
  })
})

/** `a/` with `  b/` below it is `a/b`; what follows a name explains it. */
function foldersOfTree(block: string): readonly string[] {
  const path: string[] = []
  return block.split('\n').flatMap((line) => {
    const [, indent = '', name] = /^( *)([\w-]+)\//.exec(line) ?? []
    if (name === undefined) return []
    path.splice(indent.length / 2, path.length, name)
    return [path.join('/')]
  })
}

describe('docs/start.md', () => {
  test('describes a place that is clean, has no open finding, and gets a plan and stacks', async () => {
    const root = placeIn(read('docs/start.md'))
    const { inventory, intent, endpoints, diagnostics } = await readPlace(root, 'linhe')

    expect(diagnostics).toEqual([])
    expect(endpoints?.systems).toHaveLength(1)
    const assessment = assess(inventory!, intent!)
    const { plan, diagnostics: late } = makePlan(inventory!, intent!, assessment, { seed: 1, iterations: 10 })
    const stacks = synthesize(inventory!, intent!, assessment, { outdir: join(root, 'cdktf.out') })
    expect(assessment.findings.filter(({ exemption }) => exemption === undefined)).toEqual([])
    expect([...late, ...checkPlan(plan!, inventory!, intent!, assessment)]).toEqual([])
    expect(stacks.findings.filter(({ severity }) => severity === 'block')).toEqual([])
  })
})

/** Writes the files that a page shows, each under its name, into a new folder. */
function placeIn(text: string): string {
  const root = mkdtempSync(join(tmpdir(), 'qianyun-docs-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [, path = '', content = ''] of text.matchAll(/^`([\w./-]+)`\n\n```yaml\n([\s\S]*?)^```/gm)) {
    mkdirSync(join(root, dirname(path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

describe('docs/decisions', () => {
  const decisions = pages.filter((page) => /^docs\/decisions\/\d/.test(page))

  test.each(decisions)('%s tells problem, options, choice and what would change our mind', (page) => {
    expect(page).toMatch(/\/\d{4}-\d{2}-\d{2}-[a-z-]+\.md$/)
    expect(markdownHeadings(read(page), 2)).toEqual(['Problem', 'Options', 'Choice', 'What would change our mind'])
  })

  test('the index has every page under its own title', () => {
    const titles = decisions.map((page) => markdownHeadings(read(page), 1)[0])

    expect(markdownTable(read('docs/decisions/README.md'), 'page').map(([, title]) => title).toSorted()).toEqual(titles.toSorted())
    expect(markdownLinks(read('docs/decisions/README.md')).map((link) => `docs/decisions/${link}`).toSorted()).toEqual(decisions.toSorted())
  })
})

describe('tables that repeat the code say the same', () => {
  test('README.md has every exit code', () => {
    expect(markdownTable(read('README.md'), 'exit').map(([code]) => Number(code))).toEqual(Object.values(EXIT))
  })

  test('docs/concepts.md has every phase, every gate with its signatures, and every promise', () => {
    const concepts = read('docs/concepts.md')
    const promises = [...read('src/demo/flow/promises.ts').matchAll(/promise\('([a-z-]+)'/g)].map((match) => match[1])

    expect(markdownTable(concepts, 'phase').map(([phase]) => phase)).toEqual([...phaseNames])
    expect(Object.fromEntries(markdownTable(concepts, 'gate').map(([gate, , people]) => [gate, Number.parseInt(people ?? '') || 0]))).toEqual(peopleNeeded)
    expect([...concepts.matchAll(/^\d\. `([a-z-]+)`/gm)].map((match) => match[1])).toEqual(promises)
    expect(promises).toHaveLength(9)
  })
})
