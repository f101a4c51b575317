import type { Locator } from 'playwright-core';

/** A text of a page as it is drawn: how it differs from what is behind it, by WCAG 2 (1 to 21), and whether it moves. */
export interface DrawnText {
  readonly text: string;
  readonly contrast: number;
  readonly isMoving: boolean;
}

/** Every element inside that has a text of its own or draws a picture with its colour, as the browser computed it. */
export const drawnTexts = (inside: Locator): Promise<DrawnText[]> =>
  inside.evaluate((root) => {
    interface Colour {
      readonly rgb: readonly number[];
      readonly alpha: number;
    }
    const read = (css: string): Colour => {
      const [r = 0, g = 0, b = 0, alpha = 1] = (css.match(/[\d.]+/g) ?? []).map(Number);
      return { rgb: [r, g, b], alpha };
    };
    const over = (top: Colour, below: readonly number[]): number[] =>
      top.rgb.map((part, index) => part * top.alpha + below[index]! * (1 - top.alpha));
    const behind = (element: Element | null): number[] => {
      if (!element) return [255, 255, 255];
      const own = read(getComputedStyle(element).backgroundColor);
      return own.alpha === 1 ? [...own.rgb] : over(own, behind(element.parentElement));
    };
    const light = (rgb: readonly number[]): number => {
      const [r, g, b] = rgb.map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    return [root, ...root.querySelectorAll('*')]
      .filter(
        (element) =>
          element.tagName.toLowerCase() === 'svg' ||
          [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
      )
      .map((element) => {
        const style = getComputedStyle(element);
        const ground = behind(element);
        const [lighter, darker] = [light(over(read(style.color), ground)), light(ground)].sort(
          (a, b) => b - a,
        );
        const box = element.closest('.toast') ?? element;
        const moves = [element, box].map((one) => getComputedStyle(one));
        return {
          text: element.textContent?.trim().slice(0, 60) || element.tagName,
          contrast: (lighter! + 0.05) / (darker! + 0.05),
          isMoving: moves.some(
            ({ animationName, transitionDuration }) =>
              animationName !== 'none' || !/^0s(, 0s)*$/.test(transitionDuration),
          ),
        };
      });
  });
