/**
 * The message catalogue: every word that a person reads comes from `messages/<language>/<area>.ts` as an ICU message
 * and is asked for by `<area>.<name>`. The keys and the arguments of each message are checked by the compiler.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import { catalogues, type Catalogue, type Language } from './catalogue.ts';
import type { MessageArgs } from './message-args.ts';

type Area = keyof Catalogue;
export type MessageKey = { [A in Area]: `${A}.${keyof Catalogue[A] & string}` }[Area];

type TextOf<Key extends MessageKey> = Key extends `${infer A extends Area}.${infer Name}`
  ? Name extends keyof Catalogue[A]
    ? Catalogue[A][Name] & string
    : never
  : never;

type ArgsOf<Key extends MessageKey> = MessageArgs<TextOf<Key>>;

/** Messages without arguments: they can be kept in tables and handed around as keys. */
export type PlainMessageKey = {
  [Key in MessageKey]: keyof ArgsOf<Key> extends never ? Key : never;
}[MessageKey];

/** What follows the key in a call: nothing for a message without arguments. */
export type ArgsFor<Key extends MessageKey> = keyof ArgsOf<Key> extends never ? [] : [args: ArgsOf<Key>];

export type Translate = <Key extends MessageKey>(key: Key, ...args: ArgsFor<Key>) => string;

/**
 * Words in the language nearest to `locale` that has been translated; numbers and dates inside them always in `locale`.
 * Make one per locale and keep it: messages are parsed on first use.
 */
export function createTranslate(locale: string): Translate {
  const language = languageOf(locale);
  const catalogue: Record<string, Record<string, string>> = catalogues[language];
  const ready = new Map<string, Format>();
  const formatters = formattersIn(locale, language);

  const prepare = (key: string): Format => {
    const [area = '', name = ''] = key.split('.');
    const text = catalogue[area]?.[name] ?? key;
    if (!SYNTAX.test(text)) return () => text;
    const format = new IntlMessageFormat(text, language, undefined, { formatters, ignoreTag: true });
    return (values) => String(format.format(values));
  };
  return (key, ...args) => {
    const format = ready.get(key) ?? prepare(key);
    ready.set(key, format);
    const values: Values = { ...args[0] };
    return format(values);
  };
}

type Values = Readonly<Record<string, string | number | Date>>;
type Format = (values: Values) => string;

/** Without these, a message is its text. Most are, and making a format costs a screen's first moments. */
const SYNTAX = /[{}'#]/;

/** The translated language that serves `locale` best. */
export function languageOf(locale: string): Language {
  const wanted = locale.toLowerCase().split('-')[0] ?? '';
  return Object.hasOwn(catalogues, wanted) ? (wanted as Language) : 'en';
}

/** Plural forms belong to the language of the words; digits and dates to the person's locale. Each is made once. */
function formattersIn(locale: string, language: Language) {
  const once = <Options extends object, Formatter>(make: (options?: Options) => Formatter) => {
    const made = new Map<string, Formatter>();
    return (_locales?: unknown, options?: Options): Formatter => {
      const key = JSON.stringify(options);
      const formatter = made.get(key) ?? make(options);
      made.set(key, formatter);
      return formatter;
    };
  };
  return {
    getNumberFormat: once((options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options)),
    getDateTimeFormat: once(
      (options?: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
    ),
    getPluralRules: once((options?: Intl.PluralRulesOptions) => new Intl.PluralRules(language, options)),
  };
}
