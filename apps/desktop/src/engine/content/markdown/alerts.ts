import type { StateCore, Token } from 'markdown-it';

/** `[!NOTE]`, and as Obsidian writes it `[!tip]- A title`, which can be folded. */
const MARK = /^\[!([\w-]{1,40})\]([+-]?)[ \t]*([^\n]*)(?:\n|$)/;

/** Quotes that begin with a mark are boxes, as on GitHub and in Obsidian; the words behind the mark are their title. */
export function alerts(state: StateCore): void {
  const tokens: Token[] = [];
  // The levels of the quotes around the current token that are boxes.
  const boxes: number[] = [];
  for (const [index, token] of state.tokens.entries()) {
    const words = state.tokens[index + 2];
    const mark =
      token.type === 'blockquote_open' && words?.type === 'inline' ? MARK.exec(words.content) : null;
    if (mark !== null && words !== undefined) {
      const [whole, name = '', fold, title = ''] = mark;
      token.type = 'fenced_div_open';
      token.attrSet('class', name.toLowerCase());
      if (fold !== '') token.attrSet('data-folded', '');
      if (title !== '') token.attrSet('data-titled', '');
      words.content = words.content.slice(whole.length);
      boxes.push(token.level);
      tokens.push(token, ...(title === '' ? [] : titleTokens(state, title)));
    } else {
      if (token.type === 'blockquote_close' && boxes.at(-1) === token.level) {
        token.type = 'fenced_div_close';
        boxes.pop();
      }
      tokens.push(token);
    }
  }
  state.tokens = tokens;
}

function titleTokens(state: StateCore, title: string): Token[] {
  const words = new state.Token('inline', '', 0);
  words.content = title;
  words.children = [];
  return [
    new state.Token('paragraph_open', 'p', 1),
    new state.Token('strong_open', 'strong', 1),
    words,
    new state.Token('strong_close', 'strong', -1),
    new state.Token('paragraph_close', 'p', -1),
  ];
}
