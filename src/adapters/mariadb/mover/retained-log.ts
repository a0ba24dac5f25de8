import type { Row, Session } from '../connection.js'
import type { FeedStatus } from './feed.js'

interface LogFile extends Row {
  readonly Log_name: string
  readonly File_size: number | string
}

export interface RetainedLog {
  /** Bytes of the sender's log behind what the feed has applied. */
  readonly retained: number
  /** The file that the feed needs next has expired. */
  readonly lost: boolean
}

/** Between the place a feed has applied and the end of the sender's log. */
export async function retainedLog(sender: Session, status: FeedStatus | undefined): Promise<RetainedLog | undefined> {
  if (!status) return undefined
  const files = await sender.rows<LogFile>('SHOW BINARY LOGS')
  const first = files.findIndex(({ Log_name }) => Log_name === status.Relay_Master_Log_File)
  if (first < 0) return { retained: 0, lost: true }
  const size = files.slice(first).reduce((sum, { File_size }) => sum + Number(File_size), 0)
  return { retained: Math.max(0, size - Number(status.Exec_Master_Log_Pos)), lost: false }
}
