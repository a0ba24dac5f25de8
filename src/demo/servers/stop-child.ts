import type { ChildProcess } from 'node:child_process'

/** Asks a server to stop and waits until it has; after 10 s it is killed. Nothing happens when it has ended already. */
export async function stopChild(child: ChildProcess, ask: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  // Servers are started unreferenced: without this the wait alone would not keep us running.
  child.ref()
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(ask)
  const killer = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(killer)
}
