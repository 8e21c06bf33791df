/** A socket that sends at once what follows a statement in the same turn of the loop: a last statement with its commit. Each write of
 *  its own is a call of the system for this process and for the database, and each time one wakes the other. */
import { Socket } from 'node:net';

export class OneWritePerTurn extends Socket {
  #held = false;

  override cork(): void {
    if (!this.#held) {
      this.#held = true;
      super.cork();
      process.nextTick(() => {
        this.#held = false;
        super.uncork();
      });
    }
    super.cork();
  }
}
