import { describe, expect, it } from 'vitest'
import { readerLanguage } from './language.js'

describe('the reader\'s language', () => {
  it('is the flag before every variable', () => {
    expect(readerLanguage({ LANG: 'en_US.UTF-8' }, ['node', 'qianyun', '--lang', 'zh'])).toBe('zh')
    expect(readerLanguage({ QIANYUN_LANG: 'zh_CN' }, ['node', 'qianyun', '--lang=en'])).toBe('en')
  })

  it('is Chinese for simplified Chinese locales only', () => {
    expect(readerLanguage({ LANG: 'zh_CN.UTF-8' }, [])).toBe('zh')
    expect(readerLanguage({ LANG: 'zh_TW.UTF-8' }, [])).toBe('en')
  })

  it('is English where nothing says otherwise', () => {
    expect(readerLanguage({}, [])).toBe('en')
  })
})
