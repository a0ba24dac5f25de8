import { readFile } from 'node:fs/promises'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { Secrets } from '../../ports/secrets.js'

/** Secrets from environment variables and files; a trailing line end of a file does not belong to the secret. */
export function createSecrets(environment: NodeJS.ProcessEnv): Secrets {
  return {
    async read(reference) {
      if ('env' in reference) {
        const value = environment[reference.env]
        if (value === undefined) throw new DiagnosticError(problem('RUN_SECRET_MISSING', { where: `$${reference.env}` }))
        return value
      }
      try {
        return (await readFile(reference.file, 'utf8')).replace(/\r?\n$/, '')
      } catch (cause) {
        throw new DiagnosticError(problem('RUN_SECRET_MISSING', { where: reference.file }, { cause }))
      }
    },
  }
}
