import type { Progress } from '../../../model/step.js'
import type { FilesMove, Proof, Side } from '../../../ports/data-mover.js'
import type { Place } from '../host/host.js'
import { attributesThatDiffer } from './attributes.js'
import { entriesOf, sorted, type Entry, type Listing } from './listing.js'
import { manifestFile, readManifest, writeManifest, type Hashed } from './manifest.js'
import { merge } from './merge.js'
import type { FilesMoverOptions } from './options.js'
import type { Gate } from './running.js'
import { localPlace, otherSide, type Sides } from './sides.js'
import { tally, type Difference } from './tally.js'

export interface Comparison {
  readonly move: FilesMove
  readonly sides: Sides
  readonly options: FilesMoverOptions
  /** The side the last pass came from. */
  readonly from: Side
  readonly gate: Gate
  /**
   * `snapshots`: both listings were kept inside the fence and must agree; content is compared where the application, which writes on the receiving
   * side since, has not changed it; the closed side must not have changed at all. `live`: the sending side's listing is older than the pass; what
   * changed there since is in flight.
   */
  readonly method: Proof['method']
  readonly listing: Readonly<Record<Side, Listing>>
  readonly signal?: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

/** One name on one side: as it was listed with its hash, and as it stands now that everything was hashed. */
interface Seen {
  readonly was: Hashed | undefined
  readonly is: Entry | undefined
}

/** Hashes both trees, lists them again and compares name by name, with four sorted streams and small memory. */
export async function compareTrees(comparison: Comparison): Promise<Proof> {
  const { move, sides, options: { clock }, method, signal, from } = comparison
  const started = clock.now()
  const files = { source: manifestFile(localPlace(sides), sides.source), target: manifestFile(localPlace(sides), sides.target) }
  const [source, target] = await hashBoth(comparison, files)
  const attributes = await attributesThatDiffer(comparison)
  const now = (place: Place) => entriesOf(place, move, sorted, signal)
  const count = tally()
  for await (const { path, of: [old, fresh, oldNow, freshNow] } of merge<readonly [Hashed, Hashed, Entry, Entry]>(
    readManifest(files.source), readManifest(files.target), now(sides.source), now(sides.target),
  )) {
    const seen = { source: { was: old, is: oldNow }, target: { was: fresh, is: freshNow } }
    const [serving, receiving] = [seen[from], seen[otherSide(from)]]
    const verdict = method === 'live' ? judgeLive(serving, receiving) : judgeFenced(serving, receiving)
    if (verdict === 'in flight') continue
    const still = steady(serving) && steady(receiving)
    const difference = verdict ?? (still && attributes.has(path) ? 'object' : undefined)
    count.add(path, { source: old, target: fresh, withContent: still, difference })
  }
  return { ...count.proof(), method, manifests: { source, target }, milliseconds: clock.now() - started }
}

async function hashBoth({ move, sides, listing, signal, onProgress }: Comparison, files: Readonly<Record<Side, string>>): Promise<readonly [string, string]> {
  const done = { source: 0, target: 0 }
  const hash = (side: Side) => writeManifest(sides[side], entriesOf(sides[side], move, listing[side], signal), files[side], signal, (count) => {
    done[side] += count
    onProgress({ done: done.source + done.target, total: 2 * Math.max(done.source, done.target), unit: 'rows', what: 'sha256' })
  })
  return await Promise.all([hash('source'), hash('target')])
}

const contentOf = ({ was }: Seen): string => `${was?.type} ${was?.type === 'f' ? was.size : ''} ${was?.pointsTo}`
const objectOf = ({ was }: Seen): string => `${was?.mode} ${was?.user} ${was?.group} ${was?.type === 'f' ? was.modified : ''}`

/** Not touched between the listing and the end of the hashing: the time of change is the kernel's and cannot be set back. */
function steady({ was, is }: Seen): boolean {
  return was !== undefined && is !== undefined && was.changed === is.changed && was.inode === is.inode && was.size === is.size && was.modified === is.modified
}

/** As of the fence both must be the same; since then only the application on the receiving side may have changed anything. */
function judgeFenced(serving: Seen, receiving: Seen): Difference | undefined {
  if (serving.was === undefined && receiving.was === undefined) return serving.is === undefined ? undefined : 'content'
  // A folder on the closed side changes for nobody but a writer that the door did not hold; its own entries say so too.
  if (contentOf(serving) !== contentOf(receiving) || !steady(serving)) return 'content'
  if (objectOf(serving) !== objectOf(receiving)) return 'object'
  return steady(receiving) && serving.was?.sha256 !== receiving.was?.sha256 ? 'content' : undefined
}

/** Only what stood still on the sending side from before the pass can be judged; names that only the receiving side has go with the last pass. */
function judgeLive(serving: Seen, receiving: Seen): Difference | 'in flight' | undefined {
  if (!steady(serving)) return 'in flight'
  if (receiving.was !== undefined && !steady(receiving)) return 'in flight'
  if (contentOf(serving) !== contentOf(receiving) || serving.was?.sha256 !== receiving.was?.sha256) return 'content'
  return objectOf(serving) !== objectOf(receiving) ? 'object' : undefined
}
