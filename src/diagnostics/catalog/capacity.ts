import type { CatalogPart } from '../entry.js'

export const capacityCatalog = {
  CAP_ZONE_FULL: {
    fault: 'gate',
    en: {
      what: '{site}: zone "{zone}" is full on {date}: {kind} {requested} of {offered}.',
      why: 'On that day {systems} come in, and their pods, or the pods of a rolling update, would find no room. Amounts are in cores and GiB.',
      fix: 'Extend the zone before that day, move these systems later or elsewhere, or correct their sizes.',
    },
    zh: {
      what: '{site}：云区“{zone}”在 {date} 超出容量：{kind} 需要 {requested}，可用 {offered}。',
      why: '当天 {systems} 进入，它们的容器组或滚动更新的容器组将没有空间。单位为核和 GiB。',
      fix: '在该日期之前扩容，推迟或改迁这些系统，或更正其规格。',
    },
  },
  CAP_ZONE_FULL_UNDATED: {
    fault: 'gate',
    en: {
      what: '{site}: zone "{zone}" is full when the systems without dates have come in: {kind} {requested} of {offered}.',
      why: 'The plan gives {systems} no date, so nobody can say from when on there is no room. Amounts are in cores and GiB.',
      fix: 'Extend the zone, give these systems dates, or correct their sizes.',
    },
    zh: {
      what: '{site}：未排期的系统进入后，云区“{zone}”超出容量：{kind} 需要 {requested}，可用 {offered}。',
      why: '方案没有给出 {systems} 的日期，因此无法判断从何时起没有空间。单位为核和 GiB。',
      fix: '对该云区扩容，为这些系统排期，或更正其规格。',
    },
  },
  CAP_SITE_FULL: {
    fault: 'gate',
    en: {
      what: '{site}: the whole site is full on {date}: {kind} {requested} of {offered}.',
      why: 'The zones together, and the exchanges between domains beside them, hold more than the zones offer in all; {systems} come in last. Amounts are in cores and GiB.',
      fix: 'Extend a zone, or move less to this site.',
    },
    zh: {
      what: '{site}：整个站点在 {date} 超出容量：{kind} 需要 {requested}，可用 {offered}。',
      why: '各云区以及跨域交换平台合计超过各云区提供的总量；最后进入的是 {systems}。单位为核和 GiB。',
      fix: '对某个云区扩容，或减少迁入该站点的系统。',
    },
  },
  CAP_UNSTATED: {
    fault: 'gate',
    en: {
      what: '{site}: the inventory does not say what zone "{zone}" has there.',
      why: 'Whether the replicas find room cannot be said; on the day of a failover it would be found out.',
      fix: 'Add drCapacity (vcpu, memGb, storageGb) to the zone in clouds.yaml.',
    },
    zh: {
      what: '{site}：清单没有给出云区“{zone}”在该站点的容量。',
      why: '无法判断容灾副本是否有空间，要到故障切换当天才会发现。',
      fix: '在 clouds.yaml 中为该云区补充 drCapacity（vcpu、memGb、storageGb）。',
    },
  },
  CAP_DATE_INVALID: {
    fault: 'usage',
    en: { what: '"{date}" is no date.', why: 'Capacity is counted day by day.', fix: 'Write a day that exists, as 2026-05-01.' },
    zh: { what: '“{date}”不是日期。', why: '容量按天计算。', fix: '请写实际存在的日期，例如 2026-05-01。' },
  },
} as const satisfies CatalogPart
