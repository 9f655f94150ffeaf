package ipcsh.repl;

/**
 * A call that is being typed, and the argument at the cursor.
 *
 * @param name the name of the called function
 * @param receiver the name before the dot; empty for an expression that is not a name; null if
 *     there is none
 * @param parentheses whether its arguments are in parentheses
 * @param index the index of the argument, from 0
 * @param option the name before the colon, of {@code name: value}, or null
 */
record TypedCall(String name, String receiver, boolean parentheses, int index, String option) {
  TypedCall next() {
    return new TypedCall(name, receiver, parentheses, index + 1, null);
  }

  TypedCall named(String itsOption) {
    return new TypedCall(name, receiver, parentheses, index, itsOption);
  }
}
