import { jsonText } from './json-text.ts';
import { fieldsOf, listOf, textOf } from './reading.ts';

/** A tool's result as text: it comes as text, or as blocks of it. Images are named, not shown. */
export function resultText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (content === undefined || content === null) return '';
  if (!Array.isArray(content)) return jsonText(content);
  return listOf(content).map(blockText).join('\n');
}

function blockText(block: unknown): string {
  const fields = fieldsOf(block);
  if (fields['type'] === 'text') return textOf(fields['text']);
  if (fields['type'] === 'image')
    return `[An image, ${textOf(fieldsOf(fields['source'])['media_type']) || 'not shown'}]`;
  return typeof block === 'string' ? block : jsonText(block);
}
