// Marks what visitors cannot see yet: a small word behind each link to a draft or to a notice that waits. A
// style sheet does it, so that nothing of the page changes.

const COLOURS = { draft: ['#ffd9a0', '#3d2400'], waiting: ['#cfe3ff', '#0b2545'] };

const LOOK = `display: inline-block; margin-inline-start: 0.5em; padding: 0 0.5em; border: 1px solid;
  border-radius: 1em; font: 600 max(0.8em, 14px)/1.5 system-ui, sans-serif; text-decoration: none;
  white-space: nowrap;`;

const sheet = new CSSStyleSheet();

/** Marks the links to these notices: `{ url, state, text }` each. */
export function mark(marks) {
  const rules = marks.map(({ url, state, text }) => {
    const [paper, ink] = COLOURS[state] ?? COLOURS.waiting;
    const links = [url, location.origin + url].map((address) => `a[href=${quoted(address)}]::after`);
    return `${links.join()} { content: ${quoted(text)}; background: ${paper}; color: ${ink}; ${LOOK} }`;
  });
  sheet.replaceSync(`@media screen { ${rules.join('\n')} }`);
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
}

/** As a string of CSS. */
const quoted = (text) => `"${text.replace(/["\\\n\r\f]/g, (sign) => `\\${sign.charCodeAt(0).toString(16)} `)}"`;
