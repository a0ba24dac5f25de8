import type { Language } from '../../model/labels.js'

/** The words of the capacity table. */
export const capacityWords = {
  en: {
    head: ['site', 'zone', 'what', 'held', 'offered', 'used', 'full on'],
    waveHead: ['wave', 'until'],
    kinds: { milliCpu: 'cores', memoryMib: 'memory GiB', storageGib: 'storage GiB' },
    whole: '(whole site)', unstated: 'not stated', undated: 'no date', title: 'capacity held by the stacks', on: (date: string) => `on ${date}`,
  },
  zh: {
    head: ['站点', '云区', '资源', '占用', '可用', '比例', '超出日期'],
    waveHead: ['批次', '截至'],
    kinds: { milliCpu: 'CPU 核', memoryMib: '内存 GiB', storageGib: '存储 GiB' },
    whole: '（整个站点）', unstated: '未给出', undated: '无日期', title: '栈占用的容量', on: (date: string) => `截至 ${date}`,
  },
} as const satisfies Record<Language, unknown>
