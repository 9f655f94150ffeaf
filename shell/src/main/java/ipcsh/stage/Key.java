package ipcsh.stage;

/** A key for the audience. */
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
