/** The act at the first call; every later call waits for that same one. A second `stop()` must not reach what has
 *  since been started in the place of what was stopped. */
export function onlyOnce(act: () => Promise<void>): () => Promise<void> {
  let acted: Promise<void> | undefined;
  return () => {
    acted ??= act();
    return acted;
  };
}
