import { levelsOf, type Dependent } from './levels.js'

export interface LevelsOptions {
  /** How many at once. */
  readonly parallel: number
  /** Nothing new is started after it; what runs ends by itself. */
  readonly signal?: AbortSignal | undefined
}

export interface LevelsResult<Item, Result> {
  /** In the order in which they ended. */
  readonly done: readonly { readonly item: Item; readonly result: Result }[]
  readonly notStarted: readonly Item[]
}

/**
 * Works level by level, so many at once. When one fails, those that run are let end, because a tool that is cut off leaves locks and
 * half-written state; no new one is started, of this level or the next.
 */
export async function inLevels<Item extends Dependent, Result extends { readonly ok: boolean }>(
  items: readonly Item[], { parallel, signal }: LevelsOptions, work: (item: Item) => Promise<Result>,
): Promise<LevelsResult<Item, Result>> {
  const done: { item: Item; result: Result }[] = []
  const started = new Set<Item>()
  const mayStart = (): boolean => signal?.aborted !== true && done.every(({ result }) => result.ok)
  for (const level of levelsOf(items)) {
    const waiting = [...level]
    const worker = async (): Promise<void> => {
      for (let item = mayStart() ? waiting.shift() : undefined; item; item = mayStart() ? waiting.shift() : undefined) {
        started.add(item)
        done.push({ item, result: await work(item) })
      }
    }
    const ended = await Promise.allSettled(Array.from({ length: Math.min(parallel, level.length) }, worker))
    const broken = ended.find((end) => end.status === 'rejected')
    if (broken) throw broken.reason
  }
  return { done, notStarted: items.filter((item) => !started.has(item)) }
}
