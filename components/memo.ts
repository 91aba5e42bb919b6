/** `make`, remembering its last answer: the same arguments give the same object. */
export function memo<A extends readonly unknown[], R>(make: (...args: A) => R): (...args: A) => R {
  let last: { readonly args: A; readonly answer: R } | undefined;
  return (...args) => {
    if (!last || last.args.some((arg, i) => !Object.is(arg, args[i])))
      last = { args, answer: make(...args) };
    return last.answer;
  };
}
