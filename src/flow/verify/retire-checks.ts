import { judge, newest } from './look.js'
import { kept } from './looks.js'
import type { Seen, VerdictCheck } from './verdict.js'

/** A retired system is judged by one thing: its data can still be read. */
export function retireChecks(seen: Seen): readonly VerdictCheck[] {
  return [judge('archive_kept', newest(seen, 'archive'), kept)]
}
