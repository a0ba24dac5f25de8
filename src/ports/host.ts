/** One program run to its end. Secrets go through `environment` or a file, never through `parameters`. */
export interface ProgramCall {
  readonly program: string
  readonly parameters: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** Ends the program when aborted. */
  readonly signal?: AbortSignal
  /** Called with what the program writes to its error output, line by line as it arrives. */
  readonly onLine?: (line: string) => void
}

export interface ProgramResult {
  readonly exit: number
  readonly output: string
  /** The last lines of the error output. */
  readonly errors: string
}

/**
 * The host a replica lives on: programs run there as the owner of its servers, and files belong to that owner.
 * Everything an adapter does to such a host goes through these methods, so that another host is another implementation.
 */
export interface Host {
  /** Rejects with REPLICA_PROGRAM_MISSING when there is no such program; a failed program is a result. */
  run(call: ProgramCall): Promise<ProgramResult>
  /** Undefined when there is no such file. */
  read(path: string): Promise<string | undefined>
  /** Mode 0600; readers see the old content or the new one. */
  write(path: string, content: string): Promise<void>
  /** Mode 0700; the folders above it are made as well. */
  makeDirectory(path: string): Promise<void>
  /** Names in a folder, sorted; empty when there is none. */
  list(path: string): Promise<readonly string[]>
  rename(from: string, to: string): Promise<void>
  /** A file or a folder with all it holds; nothing to remove is no error. */
  remove(path: string): Promise<void>
}
