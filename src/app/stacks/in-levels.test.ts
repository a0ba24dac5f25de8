import { describe, expect, it } from 'vitest'
import { levelsOf } from './levels.js'
import { inLevels } from './in-levels.js'

const stack = (name: string, ...dependencies: string[]) => ({ name, dependencies })
const city = [stack('platform'), stack('domain', 'platform'), stack('a', 'domain'), stack('b', 'domain'), stack('c', 'domain'), stack('edge-a', 'a')]
const names = (items: readonly { readonly name: string }[]) => items.map(({ name }) => name)

describe('levels', () => {
  it('put each stack after all it depends on, and what does not depend on each other side by side', () => {
    expect(levelsOf(city).map(names)).toEqual([['platform'], ['domain'], ['a', 'b', 'c'], ['edge-a']])
  })

  it('take what is not in the list as there already', () => {
    expect(levelsOf([stack('a', 'domain')]).map(names)).toEqual([['a']])
  })
})

describe('working level by level', () => {
  it('lets those that run come to their end when one fails, and starts no other', async () => {
    const ended: string[] = []
    const { done, notStarted } = await inLevels(city, { parallel: 2 }, async ({ name }) => {
      await new Promise((resolve) => setTimeout(resolve, name === 'b' ? 30 : 1))
      ended.push(name)
      return { ok: name !== 'a' }
    })

    expect(ended).toEqual(['platform', 'domain', 'a', 'b'])
    expect(done.filter(({ result }) => !result.ok).map(({ item }) => item.name)).toEqual(['a'])
    expect(names(notStarted)).toEqual(['c', 'edge-a'])
  })

  it('runs no more than allowed at once', async () => {
    let [running, most] = [0, 0]
    await inLevels(Array.from({ length: 9 }, (_, index) => stack(String(index))), { parallel: 3 }, async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 1))
      running--
      return { ok: true }
    })

    expect(most).toBe(3)
  })

  it('starts nothing after an interrupt', async () => {
    const stop = new AbortController()
    const { done, notStarted } = await inLevels(city, { parallel: 1, signal: stop.signal }, async ({ name }) => {
      if (name === 'domain') stop.abort()
      return { ok: true }
    })

    expect([done.length, names(notStarted)]).toEqual([2, ['a', 'b', 'c', 'edge-a']])
  })
})
