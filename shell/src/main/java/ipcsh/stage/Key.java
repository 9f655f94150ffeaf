package ipcsh.stage;

/** A key that the audience presses, by what stands on it. */
enum Key {
  ENTER,
  SPACE,
  LEFT,
  RIGHT,
  PAGE_UP,
  PAGE_DOWN,
  B,
  C,
  N,
  P,
  Q,
  S,
  PLUS,
  MINUS,
  QUESTION,
  CTRL_C,
  OTHER
}
