/** Named places at which a test may kill the worker; each stands right after the effect it names. */
export const faultPoints = ['copy.started', 'switch.fenced', 'switch.drained', 'switch.reversed', 'switch.opened', 'proof.started', 'drill.started'] as const

export type FaultPoint = (typeof faultPoints)[number]
