/**
 * What somebody wrote, as a sentence that another may follow; nothing of nothing. «руб.» brings the full stop of its sentence with it.
 */
export const sentence = (words: unknown): string => {
  const text = String(words ?? '').trim();
  return text === '' || /[.!?…]$/.test(text) ? text : `${text}.`;
};
