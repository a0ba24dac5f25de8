/** The library logs to the console unless it is given a logger; what matters comes out as engine events and phase errors. */
export const silentLogger = { info: ignore, debug: ignore, warn: ignore, error: ignore } as const

function ignore(): void {
  // Nothing to say.
}
