/** One timer, moved only when the next moment comes earlier; one that fires too early finds nothing to do. */
import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';

export class MovableTimer {
  #armed: { readonly at: number; readonly scope: CancellationScope } | undefined;
  woke = false;

  /** `at`: milliseconds since the epoch. `summary`: what the moment brings, in words for the UI. */
  arm(at: number, summary: string): void {
    if (this.#armed && this.#armed.at <= at) return;
    this.disarm();
    const mine = { at, scope: new CancellationScope() };
    this.#armed = mine;
    mine.scope
      .run(() => sleep(Math.max(1, at - Date.now()), { summary }))
      .then(
        () => {
          if (this.#armed !== mine) return;
          this.#armed = undefined;
          this.woke = true;
        },
        (error: unknown) => {
          if (!isCancellation(error)) throw error;
        },
      );
  }

  disarm(): void {
    this.#armed?.scope.cancel();
    this.#armed = undefined;
  }
}
