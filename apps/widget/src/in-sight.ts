/**
 * Acts when the element is first in sight; at once where the browser cannot tell.
 * @returns the undo, of what was done as well; safe to call twice and before anything was done
 */
export function onceInSight(element: HTMLElement, act: () => () => void): () => void {
  if (typeof IntersectionObserver === 'undefined') return act();
  let undo = () => {};
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    undo = act();
  });
  observer.observe(element);
  return () => {
    observer.disconnect();
    undo();
  };
}
