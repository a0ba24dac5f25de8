// Compiles the sources to dist/. With --if-stale it does nothing when dist/ is newer than every source.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const program = join(root, 'dist/src/cli/main.js')

/** Newest modification time, in ms, of the TypeScript sources below a folder. */
function newestSource(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .reduce((newest, entry) => Math.max(newest, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs), 0)
}

function isFresh() {
  const info = join(root, 'dist/.tsbuildinfo')
  if (!existsSync(program) || !existsSync(info)) return false
  const built = statSync(info).mtimeMs
  return ['src', 'stacks', 'bench'].every((folder) => newestSource(join(root, folder)) < built)
}

/** npm links the programs of a package's dependencies, not its own: with this `npx qianyun` works in a checkout at once. */
function linkProgram() {
  const link = join(root, 'node_modules/.bin/qianyun')
  if (process.platform === 'win32' || existsSync(link)) return
  rmSync(link, { force: true })
  symlinkSync(join('../..', 'dist/src/cli/main.js'), link)
}

const compiler = join(root, 'node_modules/typescript/bin/tsc')
if (!existsSync(compiler)) {
  // A production install (--omit=dev) ships dist/ already and has no compiler.
  if (existsSync(program)) process.exit(0)
  console.error('qianyun: the TypeScript compiler is not installed; run "npm ci" (without --omit=dev) first')
  process.exit(5)
}
if (process.argv.includes('--if-stale') && isFresh()) process.exit(0)
const result = spawnSync(process.execPath, [compiler, '-p', join(root, 'tools/tsconfig.build.json')], { cwd: root, stdio: 'inherit' })
if (existsSync(program)) {
  chmodSync(program, 0o755)
  linkProgram()
}
process.exit(result.status ?? 1)
