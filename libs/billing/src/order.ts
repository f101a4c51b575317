/**
 * Whether a list names everything that lives, each once, and nothing else: only such a list may become the customer's order of
 * importance (rule 12). A list made before something was connected or ended is not.
 */
export function isWholeOrder(order: readonly string[], living: readonly string[]): boolean {
  const named = new Set(order);
  return (
    order.length === living.length && named.size === living.length && living.every((id) => named.has(id))
  );
}
