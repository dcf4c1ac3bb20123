/** Reads the arguments of an ICU message out of its text, so that a call with a missing or misspelt one does not compile. */

/**
 * A number is always one of a kind, `{n, number}`: without, its digits would not be in the person's locale.
 *
 * `{ name: string; n: number }` for `"{name} has {n, plural, one {# lesson} other {# lessons}}"`.
 */
export type MessageArgs<Text extends string> = Simplify<InText<Text, [], unknown>>;

type Simplify<Args> = unknown extends Args
  ? Record<never, never>
  : { readonly [Name in keyof Args]: Args[Name] };

type Space = ' ' | '\n' | '\t';
type Trim<Text extends string> = Text extends `${Space}${infer Rest}`
  ? Trim<Rest>
  : Text extends `${infer Rest}${Space}`
    ? Trim<Rest>
    : Text;

type ArgOf<Kind extends string> = Kind extends 'number' | 'plural' | 'selectordinal'
  ? number
  : Kind extends 'date' | 'time'
    ? Date
    : string;

type Named<Name extends string, Kind extends string> = { readonly [Key in Trim<Name>]: ArgOf<Trim<Kind>> };

/** `Open` remembers what encloses the text: a branch of a plural or select closes back into its choices. */
type InText<
  Text extends string,
  Open extends 'branch'[],
  Args,
> = Text extends `${infer Before}{${infer After}`
  ? Before extends `${string}}${string}`
    ? CloseBranch<Text, Open, Args>
    : InArgument<After, Open, Args>
  : Text extends `${string}}${string}`
    ? CloseBranch<Text, Open, Args>
    : Args;

type CloseBranch<Text extends string, Open extends 'branch'[], Args> = Text extends `${string}}${infer Rest}`
  ? Open extends ['branch', ...infer Outer extends 'branch'[]]
    ? InChoices<Rest, Outer, Args>
    : never
  : never;

type InArgument<
  Text extends string,
  Open extends 'branch'[],
  Args,
> = Text extends `${infer Head}}${infer Rest}`
  ? Head extends `${infer Name},${infer Kind},${string}`
    ? Text extends `${Name},${Kind},${infer Choices}`
      ? InChoices<Choices, Open, Args & Named<Name, Kind>>
      : never
    : Head extends `${infer Name},${infer Kind}`
      ? InText<Rest, Open, Args & Named<Name, Kind>>
      : InText<Rest, Open, Args & { readonly [Key in Trim<Head>]: string }>
  : never;

type InChoices<
  Text extends string,
  Open extends 'branch'[],
  Args,
> = Text extends `${infer Before}{${infer After}`
  ? Before extends `${string}}${string}`
    ? CloseArgument<Text, Open, Args>
    : InText<After, ['branch', ...Open], Args>
  : CloseArgument<Text, Open, Args>;

type CloseArgument<
  Text extends string,
  Open extends 'branch'[],
  Args,
> = Text extends `${string}}${infer Rest}` ? InText<Rest, Open, Args> : never;
