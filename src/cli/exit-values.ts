/** What a script may read from the end of a command. */
export const EXIT = { done: 0, failed: 1, usage: 2, input: 3, external: 5, gate: 6, interrupted: 130 } as const
