/** Writing XML: elements with attributes, children or a text. */

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

type Value = string | number | boolean;

/** @param content children, of which those that are `false` are left out, or a text */
export function element(
  name: string,
  attributes: Readonly<Record<string, Value>>,
  content: readonly (string | false)[] | string = [],
): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeText(String(value))}"`)
    .join('');
  const inner =
    typeof content === 'string'
      ? escapeText(content)
      : content.filter((child) => child !== false).join('');
  return inner === '' ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Without the control characters that XML does not know. */
function escapeText(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
      .replace(/[&<>"]/g, (letter) => ENTITIES[letter])
  );
}
