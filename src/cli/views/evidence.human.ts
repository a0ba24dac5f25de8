import type { VerifiedEvidence } from '../../app/evidence/verify.js'
import type { Io } from '../io.js'

const words = {
  en: {
    whole: (records: number, run: string) => `${records} records of run ${run}: none changed, removed or reordered`,
    known: (fingerprint: string) => `signed by the given key ${fingerprint}`,
    unknown: (fingerprint: string) => `signed by ${fingerprint}: compare it with the place's own (qianyun evidence key <place>), or name that with --key`,
  },
  zh: {
    whole: (records: number, run: string) => `运行 ${run} 的 ${records} 条记录：没有改动、删除或调换`,
    known: (fingerprint: string) => `由给定的密钥 ${fingerprint} 签署`,
    unknown: (fingerprint: string) => `由 ${fingerprint} 签署：请与该地方自己的密钥比对（qianyun evidence key <place>），或用 --key 指定`,
  },
} as const

/** What a sound file says; a signature by a key that only the file names proves no more than that it is whole. */
export function showEvidence({ document, fingerprint }: VerifiedEvidence, keyGiven: boolean, io: Io): void {
  const say = words[io.language]
  io.stdout(say.whole(document.evidence.length, document.run.id))
  io.stdout(keyGiven ? say.known(fingerprint) : say.unknown(fingerprint))
}
