import { z } from 'zod'

/** Where cdktf keeps its tokens; private, so its shape is looked at first. */
const tokenMap = z.object({ stringTokenMap: z.instanceof(Map), numberTokenMap: z.instanceof(Map) })

/**
 * cdktf keeps every token for as long as the process lives, and with each the stack it was made for: 800 systems would hold half a
 * gigabyte that nobody reads again. Gives a function that forgets those made since this call; where the shape is another, nothing is forgotten.
 */
export function tokensSinceNow(holder: object = globalThis): () => void {
  const found = tokenMap.safeParse(Reflect.get(holder, '__cdktfTokenMap'))
  if (!found.success) return () => undefined
  const maps = [found.data.stringTokenMap, found.data.numberTokenMap].map((map) => ({ map, before: new Set(map.keys()) }))
  return () => {
    for (const { map, before } of maps) {
      if (before.size === 0) map.clear()
      else for (const key of map.keys()) if (!before.has(key)) map.delete(key)
    }
  }
}
