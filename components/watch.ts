import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Store } from "../src/app/store";

/** Re-renders its host whenever the store changes, for as long as the host is on the page. */
export class Watch<S extends object> implements ReactiveController {
  #stop = () => {};

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly store: Store<S>,
  ) {
    host.addController(this);
  }

  get state(): S {
    return this.store.state;
  }

  hostConnected(): void {
    this.#stop = this.store.subscribe(() => this.host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#stop();
  }
}
