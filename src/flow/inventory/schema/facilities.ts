import { z } from 'zod'
import { classified, cpuArch, dcGrade, deviceDisposition, deviceKind, deviceRole, facilityKind, facilityStatus } from '../../../model/enums.js'
import { boundedCount, date, oneOf, record, reference } from './fields.js'

/** 机房/数据中心. */
export const facility = record({
  name: z.string(),
  kind: oneOf(facilityKind),
  owner: reference('organisations').optional(),
  status: oneOf(facilityStatus),
  building: z.string().optional(),
  /** One row may stand for many rooms of one kind ("100 多个机房"). */
  count: boundedCount.optional(),
  floorAreaM2: z.number().positive().optional(),
  racks: z.int().nonnegative().optional(),
  racksUsed: z.int().nonnegative().optional(),
  powerKw: z.number().nonnegative().optional(),
  powerUsedKw: z.number().nonnegative().optional(),
  upsMinutes: z.number().nonnegative().optional(),
  cooling: z.string().optional(),
  grade: oneOf(dcGrade).optional(),
  closeDate: date().optional(),
  retainReason: z.string().optional(),
  exemption: reference('exemptions').optional(),
})

/** 设备. */
export const device = record({
  name: z.string(),
  assetNo: z.string().optional(),
  kind: oneOf(deviceKind),
  model: z.string().optional(),
  facility: reference('facilities'),
  owner: reference('organisations').optional(),
  count: boundedCount.optional(),
  boughtOn: date().optional(),
  /** 万元. */
  price: z.number().nonnegative().optional(),
  freeMaintenanceEnd: date().optional(),
  lifeEnd: date().optional(),
  cpuArch: oneOf(cpuArch).optional(),
  cores: z.int().positive().optional(),
  memGb: z.number().positive().optional(),
  diskTb: z.number().positive().optional(),
  racksNeeded: z.int().nonnegative().optional(),
  powerKw: z.number().nonnegative().optional(),
  /** A classified device stays in the intranet programme: it cannot be written down here. */
  classified: oneOf(classified).extract(['none', 'internal']).meta({ labels: classified }),
  role: oneOf(deviceRole).optional(),
  disposition: oneOf(deviceDisposition).optional(),
  /** When it moves, and where to. */
  move: z.strictObject({ to: reference('facilities'), date: date() }).optional(),
})
