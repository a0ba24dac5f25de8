import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src/adapters/system/clock.js'
import { createThrottle, type ThrottleOptions } from '../../src/adapters/throttle/index.js'
import { burstOf } from '../../src/adapters/throttle/line.js'
import { bytes } from '../../src/model/bytes.js'
import { milliseconds } from '../../src/model/duration.js'
import { seededRandom } from '../../src/model/seeded-random.js'
import type { Clock } from '../../src/ports/clock.js'
import type { UplinkShare } from '../../src/ports/data-mover.js'
import type { Throttle } from '../../src/ports/throttle.js'

/** A clock that stands still until it is told to go on; sleepers wake at their time, in order. */
class StandingClock implements Clock {
  private time = 1_000
  private readonly sleepers = new Set<{ readonly at: number; readonly wake: () => void }>()

  now(): number {
    return this.time
  }

  async sleep(duration: number): Promise<void> {
    await new Promise<void>((resolve) => this.sleepers.add({ at: this.time + duration, wake: resolve }))
  }

  async pass(span: number): Promise<void> {
    const end = this.time + span
    for (;;) {
      await settled()
      const [next] = [...this.sleepers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)
      if (!next) break
      this.sleepers.delete(next)
      this.time = next.at
      next.wake()
    }
    this.time = end
  }
}

/** Lets everything go on that waits for nothing but its turn. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
}

const RATE = 1_000_000
const never = new AbortController().signal
const share = (system: string, uplink: string | null = 'room-1'): UplinkShare => ({ system, uplink })

function throttleOn(clock: Clock, more: Partial<ThrottleOptions> = {}): Throttle {
  return createThrottle({ uplinks: new Map([['room-1', bytes(RATE)]]), clock, isPaused: () => false, ...more })
}

interface Grant {
  readonly at: number
  readonly system: string
  readonly size: number
}

/** A copy that asks for one piece after the other, between them sometimes idle, and notes what it was given. */
async function copy(throttle: Throttle, clock: Clock, of: UplinkShare, sizes: () => number, granted: Grant[], signal: AbortSignal, idle = () => 0): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(milliseconds(idle()))
    const size = sizes()
    await throttle.take(of, bytes(size), signal).then(() => granted.push({ at: clock.now(), system: of.system, size }), () => undefined)
  }
}

function total(granted: readonly Grant[], system?: string): number {
  return granted.filter((one) => system === undefined || one.system === system).reduce((sum, { size }) => sum + size, 0)
}

describe('copies that share a line', () => {
  it.each([1, 2, 3, 4, 5, 6])('are never granted more than rate × time and one burst, over any time (seed %i)', async (seed) => {
    const clock = new StandingClock()
    const throttle = throttleOn(clock)
    const random = seededRandom(seed)
    const end = new AbortController()
    const granted: Grant[] = []
    const copies = ['a', 'b', 'c'].map((system) => copy(throttle, clock, share(system), () => 1 + Math.floor(random() * 200_000), granted, end.signal, () => (random() < 0.2 ? 2_500 : 0)))
    for (let span = 0; span < 60; span += 1) await clock.pass(Math.floor(random() * 900))
    end.abort()
    await clock.pass(10_000)
    await Promise.all(copies)

    const worst = granted.map((first, index) => {
      let sum = 0
      return Math.max(...granted.slice(index).map(({ at, size }) => {
        sum += size
        return sum - (RATE * (at - first.at)) / 1_000
      }))
    })
    expect(granted.length).toBeGreaterThan(50)
    expect(Math.max(...worst)).toBeLessThanOrEqual(burstOf(RATE) + 1)
  })

  it('get equal parts of it, whatever the size of what they ask for', async () => {
    const clock = new StandingClock()
    const throttle = throttleOn(clock)
    const end = new AbortController()
    const granted: Grant[] = []
    const copies = [copy(throttle, clock, share('large'), () => 2_000_000, granted, end.signal), copy(throttle, clock, share('small'), () => 250_000, granted, end.signal)]
    await clock.pass(60_000)
    end.abort()
    await clock.pass(10_000)
    await Promise.all(copies)

    expect(total(granted, 'large') / total(granted, 'small')).toBeGreaterThan(0.85)
    expect(total(granted, 'large') / total(granted, 'small')).toBeLessThan(1.15)
    expect(total(granted)).toBeGreaterThan(60 * RATE * 0.95)
    expect(throttle.rate(share('large'))).toBe(RATE)
  })

  it('tell a program that limits itself its part of the line', async () => {
    const clock = new StandingClock()
    const throttle = throttleOn(clock)

    expect(throttle.rate(share('a'))).toBe(RATE)
    expect(throttle.rate(share('b'))).toBe(RATE / 2)
    await clock.pass(11_000)
    expect(throttle.rate(share('a'))).toBe(RATE)
  })

  it('do not hold up the copies of another line, or of none', async () => {
    const throttle = throttleOn(new StandingClock())

    await throttle.take(share('b', null), bytes(1e12), never)
    await throttle.take(share('c', 'room-2'), bytes(1e12), never)
    expect(throttle.rate(share('b', null))).toBeUndefined()
  })

  it('leave the queue at once when they are cancelled', async () => {
    const throttle = throttleOn(systemClock)
    const cancel = new AbortController()
    const waiting = throttle.take(share('a'), bytes(1e12), cancel.signal)

    cancel.abort(new Error('cancelled'))

    await expect(waiting).rejects.toThrow('cancelled')
    await throttle.take(share('b'), bytes(1_000), never)
  })
})

describe('a copy that is paused', () => {
  it('sends nothing until it is let go again, and the others go on', async () => {
    const clock = new StandingClock()
    const paused = new Set(['a'])
    const throttle = throttleOn(clock, { isPaused: (system) => paused.has(system) })
    let sent = false
    void throttle.take(share('a'), bytes(1), never).then(() => { sent = true })
    await throttle.take(share('b'), bytes(1), never)

    await clock.pass(5_000)
    expect([sent, throttle.paused(share('a')), throttle.paused(share('b'))]).toEqual([false, true, false])

    paused.clear()
    await clock.pass(500)
    expect(sent).toBe(true)
  })
})

describe('a source that answers slowly', () => {
  /** Copies in pieces of 50 kB, as fast as it is let, and looks at the source once a second. */
  async function secondsOf(count: number, latency: number, throttle: Throttle, clock: StandingClock, of: UplinkShare, pace = 20): Promise<number> {
    const granted: Grant[] = []
    for (let second = 0; second < count; second += 1) {
      const asked = Array.from({ length: pace }, () => throttle.take(of, bytes(50_000), never).then(() => granted.push({ at: clock.now(), system: of.system, size: 50_000 })))
      await clock.pass(1_000)
      throttle.observe(of, milliseconds(latency))
      await Promise.race([Promise.all(asked), clock.pass(60_000).then(() => Promise.all(asked))])
    }
    return total(granted)
  }

  it.each([['room-1', RATE], [null, 1_000_000]] as const)('slows the copy to a half each second, and lets it go when it is calm (line %s)', async (uplink, full) => {
    const clock = new StandingClock()
    const throttle = throttleOn(clock)
    const of = share('a', uplink)
    await secondsOf(6, 4, throttle, clock, of)
    const before = Number(throttle.rate(of) ?? full)

    throttle.observe(of, milliseconds(50))
    await clock.pass(1_000)
    const once = Number(throttle.rate(of))
    throttle.observe(of, milliseconds(50))
    const twice = Number(throttle.rate(of))
    await clock.pass(1_000)
    throttle.observe(of, milliseconds(5))
    const calmer = Number(throttle.rate(of))
    for (let second = 0; second < 20; second += 1) {
      await clock.pass(1_000)
      throttle.observe(of, milliseconds(5))
    }

    expect(once).toBeLessThanOrEqual(before / 2 + 1)
    expect(twice).toBeCloseTo(once / 2, -1)
    expect(calmer).toBeCloseTo(twice * 1.1, -1)
    expect(throttle.rate(of)).toBe(uplink === null ? undefined : RATE)
  })

  it('is not blamed for what nobody notices, nor for what it always was', async () => {
    const clock = new StandingClock()
    const throttle = throttleOn(clock)
    const [quick, slow] = [share('quick', null), share('slow', null)]
    await secondsOf(6, 1, throttle, clock, quick)
    await secondsOf(6, 80, throttle, clock, slow)

    throttle.observe(quick, milliseconds(19))
    throttle.observe(slow, milliseconds(200))

    expect([throttle.rate(quick), throttle.rate(slow)]).toEqual([undefined, undefined])
  })

  it('holds its own copy only', async () => {
    const clock = new StandingClock()
    const throttle = throttleOn(clock)
    await secondsOf(6, 4, throttle, clock, share('a', null))
    for (let time = 0; time < 8; time += 1) throttle.observe(share('a', null), milliseconds(500))

    expect(Number(throttle.rate(share('a', null)))).toBe(65_536)
    expect(throttle.rate(share('b', null))).toBeUndefined()
    expect(await secondsOf(1, 4, throttle, clock, share('b', null))).toBe(1_000_000)
  })
})
