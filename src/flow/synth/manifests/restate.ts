import type { Json, JsonObject } from '../../../model/json.js'
import { asList, asObject } from '../output/read-output.js'
import { apiName, snakeCase, type Field, type Shape } from './shape.js'

/**
 * A part of an object in the words of the configuration, as the tool's plans write it: blocks are lists, names are of the provider.
 * The other way round of `convert`; what no shape names keeps its value, so nothing of the object is left out.
 */
export function restate(part: JsonObject, shape: Shape): JsonObject {
  const fields = new Map(Object.entries(shape).map(([key, field]) => [apiName(key, field), { key, field }]))
  const stated = Object.entries(part).filter(([, value]) => value !== undefined)
  return Object.fromEntries(stated.map(([name, value]) => {
    const { key, field } = fields.get(name) ?? { key: snakeCase(name), field: { as: 'value' as const } }
    return [key, restateField(value as Json, field)]
  }))
}

function restateField(value: Json, field: Field): Json {
  if (value === null) return null
  switch (field.as) {
    case 'one': return [restate(asObject(value), field.shape)]
    case 'many': return asList(value).map((entry) => restate(asObject(entry), field.shape))
    case 'integer':
    case 'integerOrText': return String(value)
    case 'octal': return `0${Number(value).toString(8)}`
    default: return value
  }
}
