/** An input that holds several values: separated by commas or line breaks, blanks around them ignored, each once. */
export function inputList(text: string): readonly string[] {
  const values = text.split(/[,\n]/).map((value) => value.trim());
  return [...new Set(values.filter((value) => value !== ''))];
}
