import type { Json, JsonObject } from '../../../model/json.js'
import { asObject, text } from '../output/read-output.js'

/** Values of a stack's variables by name. */
export type Variables = Readonly<Record<string, string>>

export interface Gaps {
  /** A variable that has no value. */
  missing(variable: string): void
  /** Something else in `${…}`. */
  expression(text: string): void
}

/** `${var.name}` in any text becomes its value; `$${` stands for `${` itself. */
export function fill(value: Json, variables: Variables, gaps: Gaps): Json {
  if (typeof value === 'string') return fillText(value, variables, gaps)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => fill(item, variables, gaps))
  return Object.fromEntries(Object.entries(value as JsonObject).flatMap(([key, child]) => (child === undefined ? [] : [[key, fill(child, variables, gaps)]])))
}

function fillText(template: string, variables: Variables, gaps: Gaps): string {
  return template.replace(/\$\$\{|%%\{|[$%]\{([^}]*)\}/g, (found, inside: string | undefined) => {
    if (inside === undefined) return found.slice(1)
    const name = /^var\.([A-Za-z_][\w-]*)$/.exec(inside)?.[1]
    if (name === undefined) gaps.expression(found)
    else if (!Object.hasOwn(variables, name)) gaps.missing(name)
    else return variables[name]!
    return found
  })
}

/** What the stack itself says a variable is where nobody says otherwise. */
export function defaultsOf(json: JsonObject): Variables {
  return Object.fromEntries(Object.entries(asObject(json['variable'])).flatMap(([name, declared]) => {
    const value = text(asObject(declared)['default'])
    return value === null ? [] : [[name, value]]
  }))
}
