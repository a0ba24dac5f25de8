import type { PlaceCounts } from '../../app/inventory/validate-places.js'
import type { Language } from '../../model/labels.js'

/** The words of the inventory commands; the sentences of problems are in the catalog. */
export const inventoryWords = {
  en: {
    clean: (place: string, counts: Counts) =>
      `${place}: clean, ${counts.records} records in ${counts.files} files (${counts.systems} systems, ${counts.facilities} facilities, ${counts.networks} networks, ${counts.targets} targets)`,
    wrong: (place: string, errors: number) => `${place}: ${errors} ${errors === 1 ? 'error' : 'errors'}`,
    warnings: (count: number) => `, ${count} ${count === 1 ? 'warning' : 'warnings'}`,
    coverage: (name: string, rows: string, targets: string) => `${name}: ${rows} rows, ${targets} targets`,
    total: (rows: string, targets: string) => `${rows} rows, ${targets} targets`,
    missingRow: (id: string, name: string) => `  missing ${id}  ${name}`,
    missingTarget: (id: string, name: string) => `  missing target ${id}  ${name}`,
    unknownRef: (ref: string) => `  unknown ref ${ref}`,
    written: (path: string) => `written: ${path}`,
    fresh: (count: number) => `${count} schemas match the data model`,
  },
  zh: {
    clean: (place: string, counts: Counts) =>
      `${place}：无误，${counts.files} 个文件共 ${counts.records} 条记录（系统 ${counts.systems}、设施 ${counts.facilities}、网络 ${counts.networks}、指标 ${counts.targets}）`,
    wrong: (place: string, errors: number) => `${place}：${errors} 个错误`,
    warnings: (count: number) => `，${count} 个警告`,
    coverage: (name: string, rows: string, targets: string) => `${name}：对象 ${rows}，指标 ${targets}`,
    total: (rows: string, targets: string) => `对象 ${rows}，指标 ${targets}`,
    missingRow: (id: string, name: string) => `  缺 ${id}  ${name}`,
    missingTarget: (id: string, name: string) => `  缺指标 ${id}  ${name}`,
    unknownRef: (ref: string) => `  未知编号 ${ref}`,
    written: (path: string) => `已写入：${path}`,
    fresh: (count: number) => `${count} 个 Schema 与数据模型一致`,
  },
} as const satisfies Record<Language, unknown>

type Counts = Omit<PlaceCounts, 'place' | 'errors' | 'warnings'>
