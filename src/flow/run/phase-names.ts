/** The phases in which one system's life is run, in order; `retire` and `rollback` stand beside the way. */
export const phaseNames = ['provision', 'copy', 'rehearse', 'cutover', 'verify', 'protect', 'commit', 'close', 'retire', 'rollback'] as const

export type PhaseName = (typeof phaseNames)[number]
