/** A process that is not root cannot open a port below 1024, so 80 is served by 8080 and 443 by 8443. */
export function podPort(port: number): number {
  return port < 1024 ? port + 8000 : port
}
