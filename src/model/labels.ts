/** The words of an enum in both languages, by value. */
export type Labels = Readonly<Record<string, { readonly zh: string; readonly en: string }>>

export type Language = 'zh' | 'en'
