import { createHash } from 'node:crypto'

/** Names that rules of a system's namespace have besides those of its neighbours and databases. */
export const ownRules = { gateway: 'allow-from-gateway', databases: 'allow-to-databases', fromItself: 'allow-from-itself', toItself: 'allow-to-itself' } as const

/** What a name may be read as; rules of one name become one policy, which is about the pods of the first. */
const forms: readonly RegExp[] = [
  ...Object.values(ownRules).map((name) => new RegExp(`^${name}$`)), /^allow-to-.+$/, /^allow-from-.+$/, /^allow-.+-from-operator$/, /^allow-.+-from-replica$/,
]

/** Names of the rules that follow from ids. Ids may hold the words that names are made of: one that can be read in two ways ends with a hash. */
export const ruleNames = {
  to: (id: string) => named('to', `allow-to-${id}`),
  from: (id: string) => named('from', `allow-from-${id}`),
  operator: (database: string) => named('operator', `allow-${database}-from-operator`),
  replica: (database: string) => named('replica', `allow-${database}-from-replica`),
  /** In the namespace of an exchange, whose rules have no other form of this beginning. */
  channel(from: string, to: string): string {
    const name = `allow-from-${from}-to-${to}`
    const readings = [...`${from}-to-${to}`.matchAll(/(?<=.)(?=-to-.)/g)]
    return readings.length === 1 ? name : hashed(name, from, to)
  },
} as const

function named(form: string, name: string): string {
  return forms.filter((one) => one.test(name)).length === 1 ? name : hashed(name, form)
}

function hashed(name: string, ...parts: readonly string[]): string {
  return `${name}-${createHash('sha256').update(JSON.stringify([name, ...parts])).digest('hex').slice(0, 8)}`
}
