import type { StepContext } from '../../../model/step.js'
import type { Range } from './ranges.js'

/** How far the copy is, in bytes of the source's tables. */
export class CopyProgress {
  private finished = 0
  private readonly active = new Map<Range, number>()

  constructor(private readonly total: number, private readonly context: StepContext) {}

  begin(range: Range): void {
    this.active.set(range, 0)
  }

  passed(range: Range, size: number): void {
    this.active.set(range, (this.active.get(range) ?? 0) + size)
  }

  end(range: Range): void {
    this.active.delete(range)
    this.finished += range.bytes
    this.tell(range.table.name)
  }

  /** Rows take another number of bytes on the wire than on disk: a piece never counts for more than its size. */
  tell(what = [...this.active.keys()][0]?.table.name ?? 'indexes'): void {
    const active = [...this.active].reduce((sum, [range, passed]) => sum + Math.min(passed, range.bytes), 0)
    this.context.heartbeat({ done: Math.round(this.finished + active), total: Math.round(this.total), unit: 'bytes', what })
  }
}
