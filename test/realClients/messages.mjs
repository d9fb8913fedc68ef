/** JSON-RPC over the pipes of a program, a message on each line. */

export async function* messagesOf(stream) {
  let rest = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line);
  }
}

/** @returns its result; what else comes before that is dropped */
export async function answerTo(messages, id) {
  for (;;) {
    const { value, done } = await messages.next();
    if (done) throw new Error(`it ended before it answered message ${id}`);
    if (value.id === id) return value.result;
  }
}
