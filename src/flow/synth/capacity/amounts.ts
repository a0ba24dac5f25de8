import type { Quota } from '../blueprint/units.js'

/** What is asked for or offered: processors in thousandths of a core, memory in MiB, volumes in GiB. */
export interface Amounts {
  readonly milliCpu: number
  readonly memoryMib: number
  readonly storageGib: number
}

export const amountKinds = ['milliCpu', 'memoryMib', 'storageGib'] as const satisfies (keyof Amounts)[]

const nothing: Amounts = { milliCpu: 0, memoryMib: 0, storageGib: 0 }

export function sum(amounts: readonly Amounts[]): Amounts {
  return amounts.reduce((total, one) => ({
    milliCpu: total.milliCpu + one.milliCpu, memoryMib: total.memoryMib + one.memoryMib, storageGib: total.storageGib + one.storageGib,
  }), nothing)
}

/** What the namespace's ResourceQuota holds back: requests of everything in service, the pods of a rolling update included. */
export function heldBy({ requests, storageGib }: Quota): Amounts {
  return { ...requests, storageGib }
}

/** The inventory counts in cores and GiB. */
export function offeredBy({ vcpu, memGb, storageGb }: { readonly vcpu: number; readonly memGb: number; readonly storageGb: number }): Amounts {
  return { milliCpu: vcpu * 1000, memoryMib: memGb * 1024, storageGib: storageGb }
}
