import type { Language } from '../../../model/labels.js'
import type { ReportFacts } from '../report-facts.js'
import { storyOf } from '../story.js'
import { reportWords } from '../words.js'
import { appendix } from './appendix.js'
import type { Face } from './face.js'
import { makeLinks, type Links } from './links.js'
import { html, type Markup } from './markup.js'
import { more } from './more.js'
import { systems } from './systems.js'
import { decisions, foot, head, progress, sentenceAndNumbers } from './top.js'
import { targets, waves } from './waves.js'

const CSP = 'default-src \'none\'; style-src \'unsafe-inline\'; img-src data:'

/** The whole report as one file that loads nothing: both languages, chosen by radio buttons that style sheets alone read, and one appendix. */
export function reportPage(facts: ReportFacts, css: string): string {
  const links = makeLinks(facts)
  const { zh, en } = reportWords
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CSP}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="qianyun ${facts._meta.toolVersion}">
<title>${facts._meta.programme} ${zh.title}</title>
<style>${styles(css)}</style>
</head>
<body>
<a class="skip" href="#report">${zh.skip} / ${en.skip}</a>
${languageChoice()}
<main id="report">
${face(facts, links, 'zh')}
${face(facts, links, 'en')}
${appendix(facts, links)}
</main>
</body>
</html>
`.markup
}

/** Only `</style` could end the element early; a style sheet of ours has none. */
function styles(css: string): Markup {
  return { markup: css.replaceAll('</', '<\\/') }
}

function languageChoice(): Markup {
  const { zh, en } = reportWords
  const choices = [['zh', zh.language, 'zh-CN'], ['en', en.language, 'en'], ['both', `${zh.both} ${en.both}`, 'zh-CN']] as const
  return html`${choices.map(([id, word, lang]) => html`<input class="choice" type="radio" name="language" id="choose-${id}"${id === 'zh' && html` checked`}>
<label class="choice" for="choose-${id}" lang="${lang}">${word}</label>
`)}`
}

function face(facts: ReportFacts, links: Links, language: Language): Markup {
  const one: Face = { language, words: reportWords[language], facts, story: storyOf(facts, language), links }
  return html`<article class="face ${language}" lang="${language === 'zh' ? 'zh-CN' : 'en'}">
${head(one)}${sentenceAndNumbers(one)}${progress(one)}${waves(one)}${systems(one)}${decisions(one)}${targets(one)}${more(one)}${foot(one)}
</article>`
}
