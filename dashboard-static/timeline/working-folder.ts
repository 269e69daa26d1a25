import { fieldsOf, textOf } from './reading.ts';
import type { Step } from './step.ts';

/** The path without the folder that Claude worked in. */
export function fromWorkingFolder(steps: readonly Step[]): (path: string) => string {
  const cwd = folderOf(steps);
  return (path) => (cwd.length > 1 && path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path);
}

/** As Claude Code says it when it begins. */
function folderOf(steps: readonly Step[]): string {
  for (const { content } of steps) {
    const data = content.kind === 'data' ? fieldsOf(content.data) : {};
    if (data['subtype'] === 'init') return textOf(data['cwd']);
  }
  return '';
}
