import type { Rule } from '../rule.js'
import { rule as cld01 } from './CLD/CLD-01.js'
import { rule as cld03 } from './CLD/CLD-03.js'
import { rule as cld06 } from './CLD/CLD-06.js'
import { rule as cld09 } from './CLD/CLD-09.js'
import { rule as cld14 } from './CLD/CLD-14.js'
import { rule as fac01 } from './FAC/FAC-01.js'
import { rule as fac02 } from './FAC/FAC-02.js'
import { rule as fac09 } from './FAC/FAC-09.js'
import { rule as mig02 } from './MIG/MIG-02.js'
import { rule as mig03 } from './MIG/MIG-03.js'
import { rule as mig04 } from './MIG/MIG-04.js'
import { rule as mig10 } from './MIG/MIG-10.js'
import { rule as net01 } from './NET/NET-01.js'
import { rule as net13 } from './NET/NET-13.js'
import { rule as net14 } from './NET/NET-14.js'
import { rule as sec01 } from './SEC/SEC-01.js'
import { rule as sys06 } from './SYS/SYS-06.js'
import { rule as sys07 } from './SYS/SYS-07.js'
import { rule as sys08 } from './SYS/SYS-08.js'
import { rule as sys22 } from './SYS/SYS-22.js'

/** Every rule, by id. Imports are written out so that a bundle holds exactly these; a test walks the folder for what is missing. */
export const rules: readonly Rule[] = [
  cld01, cld03, cld06, cld09, cld14, fac01, fac02, fac09, mig02, mig03, mig04, mig10, net01, net13, net14, sec01, sys06, sys07, sys08, sys22,
]

const byId = new Map(rules.map((rule) => [rule.id, rule]))

/** The rule a finding names; asking for one that does not exist is a bug. */
export function ruleById(id: string): Rule {
  const rule = byId.get(id)
  if (rule === undefined) throw new Error(`no rule ${id}`)
  return rule
}
