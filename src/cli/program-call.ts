import type { Io } from './io.js'

/** A command's module: loaded only when the command is called, so that help stays quick. */
export interface CommandModule<Args> {
  run(args: Args, io: Io): Promise<number>
}

/** Loads a command and runs it with what was parsed. */
export type Call = <Args>(load: () => Promise<CommandModule<Args>>, args: Args) => Promise<void>
