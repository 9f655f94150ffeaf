package ipcsh.stage;

/** A key that the audience presses, by what stands on it. */
enum Key {
  ENTER,
  SPACE,
  UP,
  DOWN,
  LEFT,
  RIGHT,
  PAGE_UP,
  PAGE_DOWN,
  HOME,
  END,
  A,
  B,
  C,
  N,
  P,
  Q,
  S,
  R,
  W,
  PLUS,
  MINUS,
  QUESTION,
  ESCAPE,
  CTRL_C,
  OTHER
}
