/**
 * A letter as its reader sees it, in a frame that may run nothing and lead nowhere. Letters carry their looks in style attributes,
 * which the panel's policy lets nobody write: they travel under another name and are set one by one when the frame stands.
 */
export const LetterLook = ({ title, html }: { title: string; html: string }) => (
  <iframe
    class="letter-look"
    sandbox="allow-same-origin"
    title={title}
    srcdoc={withoutStyles(html)}
    onLoad={({ currentTarget }) => setStyles(currentTarget.contentDocument)}
  />
);

/** Facts in a letter have their quotes escaped, so only markup of ours says ` style="`. */
export const withoutStyles = (html: string): string => html.replaceAll(' style="', ' data-look="');

export function setStyles(letter: Document | null): void {
  for (const element of letter?.querySelectorAll<HTMLElement>('[data-look]') ?? [])
    element.style.cssText = element.dataset['look'] ?? '';
}
