/** Privileges of their own for replication and sessions (`CONNECTION ADMIN`, `BINLOG MONITOR`) came with 10.5. */
const OLDEST = 10_005

/** MySQL calls the same things by other names and keeps its accounts in other tables. */
export function isSupported(version: string): boolean {
  return /mariadb/i.test(version) && versionNumber(version) >= OLDEST
}

/** 10.11.6-MariaDB gives 10011. */
export function versionNumber(version: string): number {
  const [major = 0, minor = 0] = version.split(/[.-]/).map(Number)
  return major * 1_000 + minor
}
