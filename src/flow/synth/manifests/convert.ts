import type { Json, JsonObject } from '../../../model/json.js'
import { asList, asObject } from '../output/read-output.js'
import { camelCase, type Field, type Shape } from './shape.js'

/** Called with the path of a block that no shape describes. */
export type UnknownBlock = (path: string) => void

/** A block of the configuration as the part of an object that the provider makes of it. */
export function convert(block: JsonObject, shape: Shape, unknown: UnknownBlock, path = ''): JsonObject {
  const stated = Object.entries(block).filter(([, value]) => value !== null && value !== undefined)
  const silent = Object.entries(shape).flatMap(([key, field]) => {
    const isSilent = (block[key] ?? undefined) === undefined
    return field.as === 'value' && field.otherwise !== undefined && isSilent ? [[nameOf(key, field), field.otherwise] as const] : []
  })
  const fields = stated.flatMap(([key, value]) => {
    const field = shape[key] ?? { as: 'value' as const }
    const here = path === '' ? key : `${path}.${key}`
    const converted = convertField(value as Json, field, unknown, here)
    return converted === undefined ? [] : [[nameOf(key, field), converted] as const]
  })
  return Object.fromEntries([...fields, ...silent])
}

function nameOf(key: string, field: Field): string {
  return ('name' in field ? field.name : undefined) ?? camelCase(key)
}

function convertField(value: Json, field: Field, unknown: UnknownBlock, path: string): Json | undefined {
  switch (field.as) {
    case 'one': return convert(asObject(asList(value)[0]), field.shape, unknown, path)
    case 'many': return asList(value).map((block) => convert(asObject(block), field.shape, unknown, path))
    // An empty map would still be owned, and in dispute with everyone who fills it.
    case 'map': return Object.keys(asObject(value)).length > 0 ? value : undefined
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
