/** The lines of all blocks of a Markdown page that are fenced as this language. */
export function fencedLines(page: string, language: string): string[] {
  return [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].flatMap((match) =>
    (match[1] ?? '').trim().split('\n'),
  );
}
