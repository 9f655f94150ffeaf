package ipcsh.sys;

/** In front of the door of a thread: what goes through is no call of the session's. */
final class OwnDoor extends DoorDecorator {
  private final BlockedCall state;

  OwnDoor(Door inner, BlockedCall state) {
    super(inner);
    this.state = state;
  }

  @Override
  public long call(Fn function, long a, long b, long c, long d, long e, long f) {
    state.isOwn(true);
    try {
      return super.call(function, a, b, c, d, e, f);
    } finally {
      state.isOwn(false);
    }
  }
}
