import { existsSync, readdirSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

/** A program the flow runs, the Debian package it comes in, and the oldest version that will do. */
export interface Requirement {
  readonly program: string
  readonly debianPackage: string
}

export const requirements = [
  { program: 'postgres', debianPackage: 'postgresql' },
  { program: 'haproxy', debianPackage: 'haproxy' },
  { program: 'rsync', debianPackage: 'rsync' },
  { program: 'mariadbd', debianPackage: 'mariadb-server' },
  { program: 'mariadb-backup', debianPackage: 'mariadb-backup' },
  { program: 'restic', debianPackage: 'restic' },
] as const satisfies readonly Requirement[]

/** Debian keeps each major of PostgreSQL in a folder of its own and leaves the servers out of PATH. */
const POSTGRES_ROOT = '/usr/lib/postgresql'

/** Folder with initdb, pg_ctl, postgres, pg_dump, pg_basebackup of the newest complete major; undefined where there is none. */
export function postgresBinaries(): string | undefined {
  const majors = existsSync(POSTGRES_ROOT) ? readdirSync(POSTGRES_ROOT).filter((name) => /^\d+$/.test(name)) : []
  const debian = majors.sort((a, b) => Number(b) - Number(a)).map((major) => join(POSTGRES_ROOT, major, 'bin'))
  return [...debian, ...searchPath()].find((folder) => ['initdb', 'pg_ctl', 'postgres', 'pg_dump', 'pg_restore', 'pg_basebackup'].every((name) => existsSync(join(folder, name))))
}

/** Folder of mariadb-dump and its like; where they are missing, the one in which Debian would have them. */
export function mariadbPrograms(): string {
  const dump = findProgram('mariadb-dump')
  return dump === undefined ? '/usr/bin' : dirname(dump)
}

/** Full path of a program; the folders of system programs are looked at even when PATH leaves them out. */
export function findProgram(program: string): string | undefined {
  if (program === 'postgres') {
    const folder = postgresBinaries()
    return folder && join(folder, program)
  }
  return searchPath().map((folder) => join(folder, program)).find((path) => existsSync(path))
}

export function missingRequirements(find = findProgram): readonly Requirement[] {
  return requirements.filter(({ program }) => find(program) === undefined)
}

function searchPath(): readonly string[] {
  return [...(process.env['PATH'] ?? '').split(delimiter).filter(Boolean), '/usr/sbin', '/usr/local/sbin', '/usr/bin', '/usr/local/bin']
}
