import { element } from './element';

/**
 * Gives a shadow root its styles, after those it has, by the one way that no policy of a page forbids; browsers too old for it get a
 * style element.
 */
export function dress(root: ShadowRoot, styles: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    root.append(element('style', {}, styles));
  }
}
