// Markdown, for the pages of docs/.

/** What only a run can fill. */
export const spoken = (text) =>
  text.replace(/\{\{([^{}]*)\}\}/g, (_, path) => `\`<${path.split('.').at(-1).trim()}>\``);

/** A part of a page; nothing where it would be empty. */
export const section = (title, body) => (body === '' ? [] : ['', `## ${title}`, '', body]);

export const steps = (all) => all.map((step, at) => `${at + 1}. ${spoken(step)}`).join('\n');

export const bullets = (all) => all.map((one) => `- ${one}`).join('\n');

export const row = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** @param head the names of its columns */
export const table = (head, rows) => [row(head), `|${'---|'.repeat(head.length)}`, ...rows].join('\n');

export const code = (language, text) => `\`\`\`${language}\n${text}\n\`\`\``;

export const page = (lines) => `${lines.join('\n').trim()}\n`;
