import type { Command } from 'commander'
import type { Call } from './program-call.js'

export function networkCommands(program: Command, call: Call): void {
  void program
  void call
}
