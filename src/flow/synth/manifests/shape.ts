import type { Json } from '../../../model/json.js'

/**
 * How one argument or block of a provider's resource becomes a field of the object it creates. What a shape does not name is an
 * argument that keeps its value and changes its name from `snake_case` to `camelCase`.
 */
export type Field =
  /** A block that the API holds once; the configuration may write it as a list of one. */
  | { readonly as: 'one'; readonly name?: string; readonly shape: Shape }
  /** Blocks that repeat: one name each in the configuration, a list in the API. */
  | { readonly as: 'many'; readonly name: string; readonly shape: Shape }
  /** Keys are data: labels, quantities, files. */
  | { readonly as: 'map'; readonly name?: string }
  /** Cores, bytes or pieces, alone or by name; sent as the API writes them. */
  | { readonly as: 'quantity'; readonly name?: string }
  | { readonly as: 'quantities'; readonly name?: string }
  /** Written as text in the configuration, a number in the API. */
  | { readonly as: 'integer'; readonly name?: string }
  /** A file mode in octal, `0644`. */
  | { readonly as: 'octal'; readonly name?: string }
  /** A port by number or name, a count or a percentage. */
  | { readonly as: 'integerOrText'; readonly name?: string }
  /** `otherwise`: what the provider sends where the configuration is silent, and the server would not fill in by itself. */
  | { readonly as: 'value'; readonly name?: string; readonly otherwise?: Json }
  /** Of the provider alone. */
  | { readonly as: 'dropped' }

export type Shape = Readonly<Record<string, Field>>

export const one = (shape: Shape, name?: string): Field => ({ as: 'one', shape, ...(name === undefined ? {} : { name }) })
export const many = (name: string, shape: Shape = {}): Field => ({ as: 'many', name, shape })
export const map: Field = { as: 'map' }
export const quantity: Field = { as: 'quantity' }
export const quantities: Field = { as: 'quantities' }
export const integer: Field = { as: 'integer' }
export const octal: Field = { as: 'octal' }
export const integerOrText: Field = { as: 'integerOrText' }
export const named = (name: string): Field => ({ as: 'value', name })
export const otherwise = (value: Json): Field => ({ as: 'value', otherwise: value })
export const dropped: Field = { as: 'dropped' }

/** `ttl_seconds_after_finished` → `ttlSecondsAfterFinished`. */
function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
}

/** `ttlSecondsAfterFinished` → `ttl_seconds_after_finished`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** What a field is called in the API. */
export function apiName(key: string, field: Field): string {
  return ('name' in field ? field.name : undefined) ?? camelCase(key)
}
