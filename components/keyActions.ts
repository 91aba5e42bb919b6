/** What the keys of the page can do. */
export interface KeyActions {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly help: () => void;
  readonly theme: () => void;
  readonly slider: () => void;
  readonly largest: () => void;
  readonly drawer: () => void;
  readonly isodoses: () => void;
  readonly patient: () => void;
  readonly cancel: () => void;
}

/** Does what a key stands for. Plain letters are left to a field that is being typed in. */
export function keyActions(event: KeyboardEvent, actions: KeyActions): void {
  const action = actionOf(event);
  if (!action || event.defaultPrevented) return;
  if (isTyping(event) && action !== "cancel") return;
  if (action !== "cancel") event.preventDefault();
  actions[action]();
}

function actionOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent) {
  const control = ctrlKey || metaKey;
  if (control && key.toLowerCase() === "z") return shiftKey ? "redo" : "undo";
  if (control && key.toLowerCase() === "y") return "redo";
  return control || altKey ? undefined : PLAIN[key];
}

const PLAIN: Readonly<Record<string, keyof KeyActions>> = {
  "?": "help",
  t: "theme",
  a: "slider",
  m: "largest",
  d: "drawer",
  i: "isodoses",
  p: "patient",
  Escape: "cancel",
};

function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !["range", "checkbox"].includes(target.type);
}
