import type { Comparison } from './compare.js'
import { everything, runRsync } from './rsync.js'
import { STATE_FOLDER } from './sides.js'

/**
 * Names whose access list, extended attributes or hard links are not the same: no program that every machine has can list these, so rsync is asked
 * what it would do, without doing it. Names by byte as Latin-1.
 */
export async function attributesThatDiffer(comparison: Omit<Comparison, 'method' | 'listing' | 'onProgress'>): Promise<ReadonlySet<string>> {
  const { move, sides, options, from, gate, signal } = comparison
  const { host, tree } = sides[from]
  const script = `cd "$1" && find . -mindepth 1 -maxdepth 1 ! -name ${STATE_FOLDER} -printf '/%P\\0'`
  const { output: names } = await host.run({ script, parameters: [tree.path] })
  const found = new Set<string>()
  let rest = ''
  await runRsync({
    move, sides, options, from, gate, names, pausable: false, ...signal && { signal },
    parameters: [...everything, '--dry-run', '--from0', '--files-from=-', '--ignore-missing-args', '--out-format=%i %n'],
    onOutput(text) {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (tells(line)) found.add(nameIn(line))
    },
  })
  return found
}

/** `.f........ax name`: access list tenth, extended attributes eleventh; `h` in front: a hard link to be made. */
const tells = (line: string): boolean => /^h[fLDS]/.test(line) || /^[.c<>][fdL].{7}(a.|.x) /.test(line)

/** `%i` is eleven characters and a blank wide. */
const FLAGS = 12

const nameIn = (line: string): string =>
  line.slice(FLAGS).replace(/\/$/, '').replace(/\\#(\d{3})/g, (_escape, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
