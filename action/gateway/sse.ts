/**
 * Reads a stream of server-sent events as it is passed on, and gives the data of each. By the HTML standard, as far as the
 * Messages API uses it: the name of an event stands in its data too.
 */
export function createSseReader(onData: (data: string) => void): (chunk: Uint8Array) => void {
  const decoder = new TextDecoder();
  let line = '';
  let data: string[] = [];
  let afterReturn = false;

  const endLine = (): void => {
    const text = line;
    line = '';
    if (text === '') {
      if (data.length > 0) onData(data.join('\n'));
      data = [];
    } else if (text === 'data') data.push('');
    else if (text.startsWith('data:')) data.push(text.slice(text.startsWith('data: ') ? 6 : 5));
  };

  return (chunk) => {
    let text = decoder.decode(chunk, { stream: true });
    if (text === '') return;
    // \r\n may come in two chunks.
    if (afterReturn && text.startsWith('\n')) text = text.slice(1);
    afterReturn = text === '' ? false : text.endsWith('\r');
    const lines = text.split(/\r\n|\r|\n/);
    const rest = lines.pop() ?? '';
    for (const part of lines) {
      line += part;
      endLine();
    }
    line += rest;
  };
}
