/**
 * Studio's own Markdown for problems as the XML that Studio makes of it. Only problems that were never saved as XML need
 * it, so it knows the forms of Studio's help page: headings, labels, choices with feedback, drop-downs, numbers, texts,
 * explanations and hints.
 */
export function studioMarkdownToXml(markdown: string): string {
  const xml: string[] = [];
  const hints: string[] = [];
  const lines = markdown.replaceAll(/\r\n?/g, '\n').split('\n');
  for (let index = 0; index < lines.length;) {
    const line = (lines[index] ?? '').trim();
    const next = (lines[index + 1] ?? '').trim();
    const taken =
      takeFenced(
        { lines, start: index },
        '[explanation]',
        (inner) => `<solution>${paragraphs(inner)}</solution>`,
      ) ??
      takeFenced({ lines, start: index }, '[code]', (inner) => `<pre>${escaped(inner.join('\n'))}</pre>`) ??
      takeDropDown({ lines, start: index }) ??
      takeRun({ lines, start: index }, CHOICE, choicesXml) ??
      takeRun({ lines, start: index }, CHECK, checksXml) ??
      takeRun({ lines, start: index }, ANSWER, answersXml);
    if (taken !== null) {
      xml.push(taken.xml);
      index = taken.next;
    } else if (/^={3,}$/.test(next) && line !== '') {
      xml.push(`<h3>${escaped(line)}</h3>`);
      index += 2;
    } else {
      const hint = /^\|\|(.+)\|\|$/.exec(line)?.[1];
      if (hint !== undefined) hints.push(`<hint>${escaped(hint.trim())}</hint>`);
      else if (line !== '' && line !== '---') xml.push(labelled(line));
      index++;
    }
  }
  if (hints.length > 0) xml.push(`<demandhint>${hints.join('')}</demandhint>`);
  return `<problem>${xml.join('\n')}</problem>`;
}

interface Position {
  lines: readonly string[];
  start: number;
}

interface Taken {
  xml: string;
  next: number;
}

const CHOICE = /^\(([ xX!@]{1,3})\)\s*(.*)$/;
const CHECK = /^\[([ xX])\]\s*(.*)$/;
const ANSWER = /^(?:s?=|or=|not=)\|?\s*(.*)$/;

function takeFenced(
  { lines, start }: Position,
  fence: string,
  toXml: (inner: string[]) => string,
): Taken | null {
  if ((lines[start] ?? '').trim().toLowerCase() !== fence) return null;
  let end = start + 1;
  while (end < lines.length && (lines[end] ?? '').trim().toLowerCase() !== fence) end++;
  return { xml: toXml(lines.slice(start + 1, end)), next: end + 1 };
}

/** `[[a, (b), c]]` on one line, or with one option on each. */
function takeDropDown({ lines, start }: Position): Taken | null {
  const first = (lines[start] ?? '').trim();
  if (!first.startsWith('[[')) return null;
  let end = start;
  while (end < lines.length && !(lines[end] ?? '').trim().endsWith(']]')) end++;
  if (end === lines.length) return null;
  const inner = lines
    .slice(start, end + 1)
    .join('\n')
    .trim()
    .slice(2, -2);
  const options = (inner.includes('\n') ? inner.split('\n') : inner.split(','))
    .map((option) => option.trim())
    .filter((option) => option !== '' && !option.startsWith('{{'));
  const xml = options.map((option) => {
    const isCorrect = option.startsWith('(') && /\)(?:\s*\{\{.*\}\})?$/.test(option);
    const text = isCorrect ? option.slice(1, option.lastIndexOf(')')) : option;
    return `<option correct="${isCorrect}">${withFeedback(text, 'optionhint')}</option>`;
  });
  return {
    xml: `<optionresponse><optioninput>${xml.join('')}</optioninput></optionresponse>`,
    next: end + 1,
  };
}

function takeRun({ lines, start }: Position, form: RegExp, toXml: (run: string[]) => string): Taken | null {
  let end = start;
  while (end < lines.length && form.test((lines[end] ?? '').trim())) end++;
  return end === start ? null : { xml: toXml(lines.slice(start, end).map((line) => line.trim())), next: end };
}

const choicesXml = (run: readonly string[]): string =>
  `<multiplechoiceresponse><choicegroup>${choiceXml(run, CHOICE)}</choicegroup></multiplechoiceresponse>`;

const checksXml = (run: readonly string[]): string =>
  `<choiceresponse><checkboxgroup>${choiceXml(run, CHECK)}</checkboxgroup></choiceresponse>`;

const choiceXml = (run: readonly string[], form: RegExp): string =>
  run
    .map((line) => {
      const [, mark = '', text = ''] = form.exec(line) ?? [];
      return `<choice correct="${/x/i.test(mark)}">${withFeedback(text, 'choicehint')}</choice>`;
    })
    .join('');

/** Numbers where the first answer is one, with `+-` before the tolerance; texts otherwise. */
function answersXml(run: readonly string[]): string {
  const answers = run
    .filter((line) => !line.startsWith('not='))
    .map((line) => (ANSWER.exec(line)?.[1] ?? '').replace(/\{\{.*\}\}/, '').trim());
  const [first = '', ...others] = answers;
  const [value = '', tolerance] = first.split(/\+-/).map((part) => part.trim());
  const alternatives = others.map((answer) => `<additional_answer answer="${escaped(answer)}"/>`).join('');
  if (!run[0]?.startsWith('s=') && /^[-+]?\d|^[[(]\s*[-+]?\d/.test(value)) {
    const parameter =
      tolerance === undefined ? '' : `<responseparam type="tolerance" default="${escaped(tolerance)}"/>`;
    return `<numericalresponse answer="${escaped(value)}">${parameter}${alternatives}<formulaequationinput/></numericalresponse>`;
  }
  const type = run[0]?.includes('=|') === true ? 'ci regexp' : 'ci';
  return `<stringresponse answer="${escaped(first)}" type="${type}">${alternatives}<textline/></stringresponse>`;
}

function withFeedback(text: string, element: string): string {
  const [, shown = text, feedback] = /^([^{]*)\{\{(.*)\}\}\s*$/.exec(text) ?? [];
  const hint = feedback === undefined ? '' : `<${element}>${escaped(feedback.trim())}</${element}>`;
  return `${escaped(shown.trim())}${hint}`;
}

/** `>>Question||Tip<<` is the question's label with a description. */
function labelled(line: string): string {
  const inner = line.startsWith('>>') && line.endsWith('<<') ? line.slice(2, -2) : null;
  if (inner === null) return `<p>${escaped(line)}</p>`;
  const [label = '', description] = inner.split('||');
  return `<label>${escaped(label.trim())}</label>${description === undefined ? '' : `<description>${escaped(description.trim())}</description>`}`;
}

const paragraphs = (lines: readonly string[]): string =>
  lines
    .filter((line) => line.trim() !== '')
    .map((line) => `<p>${escaped(line.trim())}</p>`)
    .join('');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
