import { z } from 'zod'
import { orgKind, orgLevel } from '../../../model/enums.js'
import { oneOf, record, reference } from './fields.js'

/** 单位. `name` is the full name of the body, never a short form. */
export const organisation = record({
  name: z.string().min(2),
  shortName: z.string().optional(),
  /** 统一社会信用代码. */
  code: z.string().regex(/^[0-9A-Z]{18}$/).meta({ form: '0-9 A-Z × 18' }).optional(),
  level: oneOf(orgLevel),
  kind: oneOf(orgKind),
  parent: reference('organisations').optional(),
  firstResponsible: reference('people').optional(),
  contact: reference('people').optional(),
  building: z.string().optional(),
  isVertical: z.boolean().optional(),
  /** 行政区划代码. */
  region: z.string().regex(/^\d{6,12}$/).meta({ form: '0-9 × 6…12' }).optional(),
})

/** 联系人. */
export const person = record({ name: z.string(), organisation: reference('organisations'), position: z.string().optional() })

/** 承建/运维商. */
export const supplier = record({ name: z.string(), services: z.array(z.string()).optional() })
