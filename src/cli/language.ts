import type { Language } from '../model/labels.js'

/** `--lang` > QIANYUN_LANG > LC_ALL > LC_MESSAGES > LANG; simplified Chinese for zh except the traditional locales, else English. */
export function readerLanguage(environment: NodeJS.ProcessEnv, argv: readonly string[]): Language {
  const chosen = [flag(argv), environment['QIANYUN_LANG'], environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']].find((value) => value !== undefined && value !== '')
  return chosen !== undefined && /^zh/i.test(chosen) && !/hant|[-_](tw|hk|mo)/i.test(chosen) ? 'zh' : 'en'
}

/** Read before the commands are known, so that even a usage error comes in the right language. */
function flag(argv: readonly string[]): string | undefined {
  const index = argv.indexOf('--lang')
  if (index >= 0) return argv[index + 1]
  return argv.find((word) => word.startsWith('--lang='))?.slice('--lang='.length)
}
