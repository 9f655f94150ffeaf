package ipcsh.record;

/**
 * The player of recordings as files, for pages that share it: {@code asciinema-player}, with two
 * themes, {@code ipcsh-light} and {@code ipcsh-dark}.
 */
public final class PlayerFiles {
  private PlayerFiles() {}

  /** The script, which defines {@code AsciinemaPlayer}. */
  public static String script() {
    return comment() + HtmlPage.resource("asciinema-player.min.js");
  }

  /** The styles. */
  public static String styles() {
    return comment()
        + HtmlPage.resource("asciinema-player.css")
        + HtmlPage.rules(Theme.LIGHT, "ipcsh-light")
        + HtmlPage.rules(Theme.DARK, "ipcsh-dark");
  }

  /** The licence under which it may be passed on. */
  public static String licence() {
    return HtmlPage.resource("asciinema-player.NOTICE")
        + "\n"
        + HtmlPage.resource("asciinema-player.LICENSE");
  }

  private static String comment() {
    return "/*\n" + HtmlPage.resource("asciinema-player.NOTICE") + "*/\n";
  }
}
