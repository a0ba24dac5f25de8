/** The code of a network error (`ECONNREFUSED`, `TimeoutError`), looked for in its causes; its message when there is none. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && typeof error.code === 'string') return error.code
  if (error.cause !== undefined) return reasonOf(error.cause)
  return error.name === 'TimeoutError' ? error.name : error.message
}
