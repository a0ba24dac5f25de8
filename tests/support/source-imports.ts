import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** The repository's top folder. */
export const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** One import of one file; `to` is a path from the repository's top for our own files, else a package's specifier. */
export interface SourceImport {
  readonly from: string
  readonly to: string
  readonly own: boolean
  /** True when nothing of it is left after compilation. */
  readonly typeOnly: boolean
}

export interface SourceFile {
  /** Path from the repository's top, with slashes. */
  readonly path: string
  readonly tree: ts.SourceFile
  readonly imports: readonly SourceImport[]
}

/** Every TypeScript file below the folders, parsed, in the order of paths. A folder that does not exist has none. */
export function sourceFiles(...folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap(filesBelow).filter((path) => path.endsWith('.ts')).sort().map(parse)
}

/** Paths of all files below a folder of the repository. */
export function filesBelow(folder: string): readonly string[] {
  const full = join(repository, folder)
  if (!existsSync(full)) return []
  return readdirSync(full, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => relative(repository, join(entry.parentPath, entry.name)))
}

/** Tests and contract suites are not part of what is shipped. */
export function isTest(path: string): boolean {
  return /\.(test|contract)\.ts$/.test(path)
}

function parse(path: string): SourceFile {
  const tree = ts.createSourceFile(path, readFileSync(join(repository, path), 'utf8'), ts.ScriptTarget.ES2023, true)
  const imports: SourceImport[] = []
  const add = (specifier: ts.Expression, typeOnly: boolean) => {
    if (ts.isStringLiteralLike(specifier)) imports.push(resolveImport(path, specifier.text, typeOnly))
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnlyImport(node.importClause))
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, isTypeOnlyExport(node))
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0]) add(node.arguments[0], false)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) add(node.argument.literal, true)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return { path, tree, imports }
}

function isTypeOnlyImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.isTypeOnly) return true
  const { name, namedBindings } = clause
  return !name && namedBindings !== undefined && ts.isNamedImports(namedBindings) && namedBindings.elements.length > 0 && namedBindings.elements.every((one) => one.isTypeOnly)
}

function isTypeOnlyExport({ isTypeOnly, exportClause }: ts.ExportDeclaration): boolean {
  return isTypeOnly || (exportClause !== undefined && ts.isNamedExports(exportClause) && exportClause.elements.every((one) => one.isTypeOnly))
}

function resolveImport(from: string, specifier: string, typeOnly: boolean): SourceImport {
  if (!specifier.startsWith('.')) return { from, to: specifier, own: false, typeOnly }
  return { from, to: join(dirname(from), specifier).replace(/\.js$/, '.ts'), own: true, typeOnly }
}
