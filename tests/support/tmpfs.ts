import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A small disk of its own, in memory. */
export interface Tmpfs {
  readonly folder: string
  /** Another size, as when an operator gives a full disk more room. */
  resize(megabytes: number): void
  unmount(): void
}

/** Mounts one, or says why this machine does not let us. */
export function mountTmpfs(megabytes: number): Tmpfs | string {
  if (process.getuid?.() !== 0) return 'only root may mount'
  const root = mkdtempSync(join(tmpdir(), 'qianyun-tmpfs-'))
  chmodSync(root, 0o755)
  const folder = join(root, 'disk')
  mkdirSync(folder)
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0777`, 'tmpfs', folder], { encoding: 'utf8' })
  if (mounted.status !== 0) {
    rmSync(root, { recursive: true, force: true })
    return mounted.stderr?.trim() || 'there is no mount program'
  }
  return {
    folder,
    resize: (more) => void execFileSync('mount', ['-o', `remount,size=${more}m`, folder], { stdio: 'ignore' }),
    unmount() {
      execFileSync('umount', [folder], { stdio: 'ignore' })
      rmSync(root, { recursive: true, force: true })
    },
  }
}
