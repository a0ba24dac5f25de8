import type { Json, JsonObject } from '../../../model/json.js'
import { asList, asObject } from '../output/read-output.js'
import { canonicalQuantity } from './canonical-quantity.js'
import { apiName, type Field, type Shape } from './shape.js'

/** Called with the path of a block that no shape describes. */
export type UnknownBlock = (path: string) => void

/** A block of the configuration as the part of an object that the provider makes of it. */
export function convert(block: JsonObject, shape: Shape, unknown: UnknownBlock, path = ''): JsonObject {
  const stated = Object.entries(block).filter(([, value]) => value !== null && value !== undefined)
  const silent = Object.entries(shape).flatMap(([key, field]) => {
    const isSilent = (block[key] ?? undefined) === undefined
    return field.as === 'value' && field.otherwise !== undefined && isSilent ? [[apiName(key, field), field.otherwise] as const] : []
  })
  const fields = stated.flatMap(([key, value]) => {
    const field = shape[key] ?? { as: 'value' as const }
    const here = path === '' ? key : `${path}.${key}`
    const converted = convertField(value as Json, field, unknown, here)
    return converted === undefined ? [] : [[apiName(key, field), converted] as const]
  })
  return Object.fromEntries([...fields, ...silent])
}

function convertField(value: Json, field: Field, unknown: UnknownBlock, path: string): Json | undefined {
  switch (field.as) {
    case 'one': return convert(asObject(asList(value)[0]), field.shape, unknown, path)
    case 'many': return asList(value).map((block) => convert(asObject(block), field.shape, unknown, path))
    case 'map': return emptyToNone(asObject(value))
    case 'quantity': return canonicalQuantity(String(value))
    case 'quantities': return emptyToNone(mapped(asObject(value), (amount) => canonicalQuantity(String(amount))))
    case 'integer': return Number(value)
    case 'octal': return parseInt(String(value), 8)
    case 'integerOrText': return /^-?\d+$/.test(String(value)) ? Number(value) : value
    case 'dropped': return undefined
    case 'value':
      if (holdsBlock(value)) unknown(path)
      return value
  }
}

function holdsBlock(value: Json): boolean {
  return asList(value).some((item) => typeof item === 'object')
}

/** An empty map would still be owned, and in dispute with everyone who fills it. */
function emptyToNone(map: JsonObject): JsonObject | undefined {
  return Object.keys(map).length > 0 ? map : undefined
}

function mapped(map: JsonObject, change: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value ?? '')]))
}
