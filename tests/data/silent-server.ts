import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A way to a server that can fall silent as a broken network does: nothing passes, nothing is closed, nothing is refused. */
export interface SilentWay {
  readonly port: number
  fallSilent(): void
  close(): Promise<void>
}

export async function wayTo(port: number): Promise<SilentWay> {
  const sockets = new Set<Socket>()
  let silent = false
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
  }
  const server = createServer({ allowHalfOpen: true }, (client) => {
    keep(client)
    if (silent) return void client.pause()
    const there = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    keep(there)
    for (const [from, to] of [[client, there], [there, client]] as const) {
      from.on('data', (data) => { if (!silent) to.write(data) })
      from.on('end', () => { if (!silent) to.end() })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    fallSilent() { silent = true },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
