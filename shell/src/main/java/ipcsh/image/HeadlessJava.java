package ipcsh.image;

/** Java's graphics without a screen. */
final class HeadlessJava {
  private static final String PROPERTY = "java.awt.headless";

  private HeadlessJava() {}

  /** To be called before the first class of java.awt that has native code. */
  static void set() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, "true");
    }
  }
}
